import Glibc
import LaunchProtocol
import Launching
import Platform
import TestKit
import Testing

/// How the launcher itself starts, and is found.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct ProgramTests {
    private func run(_ arguments: [String], _ scratch: ScratchDirectory) throws -> (Int32, String) {
        let code = try Program(
            [BuiltProgram.launcher] + arguments, output: scratch.file("output")
        ).end()
        return (code, try scratch.text("output"))
    }

    /// Lets a detached launcher end, and waits for that.
    private func release(_ client: LauncherClient) async {
        client.release()
        await Reports(client).awaitDisconnection()
    }

    @Test(arguments: [
        [], ["--socket"], ["--socket", ""], ["--frobnicate"], ["--listen-fd", "x"],
        ["--listen-fd", "-1"], ["--socket", "/tmp/x", "--listen-fd", "3"],
        ["--socket", "/tmp/x", "--client-uid", "me"], ["--socket", "/tmp/x", "--client-user", ""],
        ["--listen-fd", "3", "--detach"], ["extra"],
    ])
    func `bad arguments end with 2 and one line`(arguments: [String]) throws {
        let (code, output) = try run(arguments, .shared())
        #expect(code == 2)
        #expect(output.split(separator: "\n").count == 1)
    }

    @Test func `help and version are told`() throws {
        let (code, help) = try run(["--help"], .shared())
        #expect(code == 0 && help.hasPrefix("usage: notifyd-launcher --socket PATH"))
        let (other, version) = try run(["--version"], .shared())
        #expect(other == 0 && version.hasPrefix("notifyd-launcher "))
    }

    @Test func `a client starts the program, which outlives it, and the next one finds it`()
        async throws
    {
        let scratch = ScratchDirectory.shared()
        let socket = scratch.file("socket")
        func connect() async throws -> LauncherClient {
            try await LauncherClient.connect(
                socket: socket, program: BuiltProgram.launcher, logFile: scratch.file("log"))
        }
        var client: LauncherClient? = try await connect()
        let instance = client?.instance
        let gate = try scratch.fifo("gate")
        try client?.launch(
            LaunchRequest(id: "run", arguments: ["sh", "-c", "read line < \(gate.path); exit 3"]),
            log: scratch.log("run.log"))
        #expect(try await client?.held().count == 1)
        client = nil
        let next = try await connect()
        #expect(next.instance == instance)
        try gate.release()
        let reports = Reports(next)
        #expect(try await reports.end().exit == .exited(code: 3))
        try next.acknowledge(["run"])
        next.release()
        await reports.awaitDisconnection()
        #expect(unsafe access(socket, F_OK) != 0)
    }

    @Test func `the socket is its owner's alone, and a second launcher is refused`() async throws {
        let scratch = ScratchDirectory.shared()
        let socket = scratch.file("socket")
        let client = try await LauncherClient.connect(
            socket: socket, program: BuiltProgram.launcher, logFile: scratch.file("log"))
        var status = stat()
        #expect(unsafe lstat(socket, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        let (code, output) = try run(["--socket", socket], scratch)
        #expect(code == 1)
        #expect(output.contains("another notifyd-launcher serves \(socket)"))
        #expect(try await client.held() == [])
        await release(client)
    }

    @Test(.enabled(if: geteuid() == 0))
    func `another user may be let in`() async throws {
        let scratch = ScratchDirectory.shared()
        let socket = scratch.file("socket")
        let user = try #require(SystemUser(named: "nobody"))
        #expect(
            try run(["--socket", socket, "--client-uid", "\(user.uid)", "--detach"], scratch).0 == 0
        )
        let perl = """
            use IO::Socket::UNIX;
            my $socket = IO::Socket::UNIX->new(Peer => $ARGV[0]) or exit 3;
            $socket->syswrite(pack("H*", $ARGV[1]));
            exit(sysread($socket, my $answer, 1) == 1 ? 0 : 4);
            """
        let stranger = try Program(
            [
                "setpriv", "--reuid=nobody", "--clear-groups", "perl", "-e", perl, socket,
                "03000000010100",
            ], output: scratch.file("perl"))
        #expect(stranger.end() == 0)
        await release(try await LauncherClient.connect(socket: socket))
    }

    @Test func `many clients that start a launcher at once get the same one`() async throws {
        let scratch = ScratchDirectory.shared()
        let instances = try await withThrowingTaskGroup(of: LauncherClient.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    try await LauncherClient.connect(
                        socket: scratch.file("socket"), program: BuiltProgram.launcher,
                        logFile: scratch.file("log"))
                }
            }
            var clients: [LauncherClient] = []
            for try await client in group { clients.append(client) }
            return Set(clients.map(\.instance))
        }
        #expect(instances.count == 1)
        let last = try await LauncherClient.connect(socket: scratch.file("socket"))
        await release(last)
    }

    @Test func `a stale socket is replaced, and another file is not`() async throws {
        let scratch = ScratchDirectory.shared()
        let socket = scratch.file("socket")
        // Closed at once, and its name stays.
        close(try UnixSocket.listen(at: socket, mode: 0o600).release())
        let client = try await LauncherClient.connect(
            socket: socket, program: BuiltProgram.launcher, logFile: scratch.file("log"))
        await release(client)
        try scratch.write("precious", to: "file")
        let (code, output) = try run(["--socket", scratch.file("file")], scratch)
        #expect(code == 1 && output.contains("is no socket"))
        #expect(try scratch.text("file") == "precious")
    }

    @Test func `without a launcher the error says what to do`() async throws {
        let scratch = ScratchDirectory.shared()
        let socket = scratch.file("socket")
        let error = await #expect(throws: LauncherError.self) {
            _ = try await LauncherClient.connect(socket: socket)
        }
        #expect(error?.description.contains("start notifyd-launcher --socket \(socket)") == true)
        let missing = await #expect(throws: LauncherError.self) {
            _ = try await LauncherClient.connect(
                socket: socket, program: "/no/such", logFile: scratch.file("log"))
        }
        #expect(missing?.description.contains("/no/such does not start: No such file") == true)
    }

    @Test func `a socket path that is too long is refused`() throws {
        let scratch = ScratchDirectory.shared()
        let (code, output) = try run(
            ["--socket", scratch.file(String(repeating: "x", count: 120))], scratch)
        #expect(code == 1 && output.contains("is longer than 107 bytes"))
    }
}
