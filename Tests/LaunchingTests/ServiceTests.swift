import Glibc
import LaunchProtocol
import Launching
import Platform
import TestKit
import Testing

/// The launcher as a service: its socket from systemd, and what it tells.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct ServiceTests {
    /// As systemd executes it: in the process that the variables name.
    private static func activation(_ count: String = "1", pid: String = "$$") -> [String] {
        [
            "sh", "-c", "LISTEN_PID=\(pid) LISTEN_FDS=\(count) LISTEN_FDNAMES=x exec \"$@\"", "sh",
        ]
    }

    @Test func `it serves on the socket that systemd passes`() async throws {
        let bench = try await Bench(prefix: Self.activation(), arguments: [])
        // The command hears nothing of that.
        #expect(try await bench.output("env | grep -c LISTEN_ || :") == "0\n")
        bench.client.reload()
        await bench.reports.awaitDisconnection()
        try await bench.reconnect()
        #expect(try await bench.output("echo on") == "on\n")
    }

    @Test(arguments: [
        (activation("2"), "systemd passed 2 sockets, and the launcher serves one"),
        (activation("0"), "systemd passed 0 sockets"),
        (activation(pid: "1"), "there is no socket to serve: systemd passed none"),
        ([], "there is no socket to serve"),
    ])
    func `another process's sockets, or several, are refused`(
        prefix: [String], text: String
    ) throws {
        let scratch = ScratchDirectory.shared()
        let socket = try UnixSocket.listen(at: scratch.file("socket"), mode: 0o600)
        let program = try Program(
            prefix + [BuiltProgram.launcher], inherited: socket.number,
            output: scratch.file("output"))
        #expect(program.end() == 2)
        #expect(try scratch.text("output").contains(text))
    }

    @Test func `what does not listen is refused`() throws {
        let scratch = ScratchDirectory.shared()
        try scratch.write("", to: "file")
        let file = try Descriptor.open(scratch.file("file"), O_RDWR)
        let program = try Program(
            [BuiltProgram.launcher, "--listen-fd", "3"], inherited: file.number,
            output: scratch.file("output"))
        #expect(program.end() == 1)
        #expect(try scratch.text("output").contains("descriptor 3 is no listening socket"))
    }

    @Test(arguments: ["path", "@abstract"])
    func `it tells when it is ready, reloads and ends`(kind: String) async throws {
        let scratch = ScratchDirectory.shared()
        let path =
            kind == "path" ? scratch.file("notify") : "@notifyd-test-\(getpid())-\(kind.count)"
        let manager = try NotifySocket(path)
        let bench = try await Bench(prefix: ["env", "NOTIFY_SOCKET=\(path)"])
        #expect(try manager.next() == "READY=1")
        bench.launcher.kill(SIGHUP)
        let reloading = try manager.next().split(separator: "\n")
        #expect(reloading.first == "RELOADING=1")
        #expect(reloading.count == 2 && reloading[1].hasPrefix("MONOTONIC_USEC="))
        #expect(try manager.next() == "READY=1")
        bench.launcher.kill(SIGTERM)
        #expect(try manager.next() == "STOPPING=1")
        #expect(bench.launcher.end() == 0)
        #expect(try bench.scratch.text("launcher.log") == "")
    }

    @Test(.enabled(if: geteuid() == 0), arguments: ["nobody", ""])
    func `a user may be let in by name or number`(name: String) throws {
        let scratch = ScratchDirectory.shared()
        let user = try #require(SystemUser(named: "nobody"))
        let socket = scratch.file("socket")
        let program = try Program(
            [
                BuiltProgram.launcher, "--socket", socket, "--client-user",
                name.isEmpty ? "\(user.uid)" : name, "--detach",
            ], output: scratch.file("output"))
        #expect(program.end() == 0)
        var status = stat()
        #expect(unsafe lstat(socket, &status) == 0 && status.st_uid == user.uid)
        let client = try UnixSocket.connect(to: socket)
        let credentials = try Peer(of: client)
        kill(credentials.pid, SIGKILL)
    }

    @Test func `a user that is not there is told`() throws {
        let scratch = ScratchDirectory.shared()
        let program = try Program(
            [
                BuiltProgram.launcher, "--socket", scratch.file("socket"), "--client-user",
                "no-such-user",
            ], output: scratch.file("output"))
        #expect(program.end() == 1)
        #expect(
            try scratch.text("output").contains(
                "user no-such-user of --client-user does not exist"))
        #expect(unsafe access(scratch.file("socket"), F_OK) != 0)
    }
}
