import Glibc
import LaunchProtocol
import Launching
import Platform
import TestKit
import Testing

/// What breaks the protocol closes its connection, and nothing else.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct HostileTests {
    static let hello = LauncherRequest.hello(version: LaunchBounds.version).frame()

    static let malformed: [(String, [UInt8])] = [
        ("an empty frame", [0, 0, 0, 0]),
        ("a frame beyond the bound", [1, 0, 16, 0]),
        ("a frame of four gigabytes", [255, 255, 255, 255]),
        ("a request before hello", LauncherRequest.list.frame()),
        ("an unknown request", hello + [1, 0, 0, 0, 99]),
        ("a request with bytes too many", hello + [2, 0, 0, 0, 3, 0]),
        ("a launch without a log", hello + LauncherRequest.launch(WireTests.launch).frame()),
        ("a list of four billion ids", hello + [5, 0, 0, 0, 5, 255, 255, 255, 255]),
        ("text", Array("GET / HTTP/1.1\r\n\r\n".utf8)),
    ]

    @Test(arguments: malformed.indices)
    func `a malformed frame closes the connection`(index: Int) async throws {
        let bench = try await Bench()
        let connection = try RawConnection(bench.socket)
        connection.send(Self.malformed[index].1)
        let isClosed = connection.isClosed()
        #expect(isClosed, "\(Self.malformed[index].0)")
        try await bench.reconnect()
        #expect(try await bench.client.held() == [])
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `random bytes leave the launcher and its runs alone`(seed: UInt64) async throws {
        let bench = try await Bench()
        let gate = try bench.scratch.fifo("gate")
        try bench.launch("run", "read line < \(gate.path); exit 9")
        _ = try await bench.reports.started()
        var random = SeededGenerator(seed: seed)
        // No end, release or launch among them could be well-formed by chance but these.
        let frames = [
            LauncherRequest.list, .acknowledge(["a", "b"]), .launch(WireTests.launch),
            .hello(version: 1),
        ].map { $0.frame() }
        for _ in 0..<200 {
            let connection = try RawConnection(bench.socket)
            if Bool.random(using: &random) { connection.send(Self.hello) }
            var bytes = frames.randomElement(using: &random) ?? []
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = bytes.indices.randomElement(using: &random) ?? 0
                // Not the byte that names the request: release and reload are requests too.
                guard place != LaunchBounds.lengthBytes else { continue }
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            connection.send(bytes)
            shutdown(connection.socket.number, Int32(SHUT_WR))
            let isClosed = connection.isClosed()
            #expect(isClosed)
        }
        try await bench.reconnect()
        try gate.release()
        let end = try await bench.reports.end()
        #expect(end.id == "run" && end.exit == .exited(code: 9))
    }

    @Test func `descriptors that belong to nothing close the connection`() async throws {
        let bench = try await Bench()
        let connection = try RawConnection(bench.socket)
        try connection.hello()
        for byte in LauncherRequest.list.frame() {
            _ = try sendDescriptor(bench.scratch.log("x"), with: byte, to: connection.socket)
        }
        let isClosed = connection.isClosed()
        #expect(isClosed)
    }

    @Test func `connections that say nothing make room for others`() async throws {
        let bench = try await Bench()
        let first = try RawConnection(bench.socket)
        var others: [Int32] = []
        defer { for number in others { close(number) } }
        for _ in 0..<20 { others.append(try UnixSocket.connect(to: bench.socket).release()) }
        let isClosed = first.isClosed()
        #expect(isClosed)
        #expect(try await bench.client.held() == [])
    }

    @Test func `a client that does not read is waited for without a loss`() async throws {
        let bench = try await Bench()
        try bench.launch("run", "exit 1")
        let end = try await bench.reports.end()
        let connection = try RawConnection(bench.socket)
        try connection.hello()
        // More answers than the socket holds, so that the launcher must keep some and pause.
        let rounds = 20_000
        let list = LauncherRequest.list.frame()
        connection.send(Array(repeatElement(list, count: rounds).joined()))
        for _ in 0..<rounds {
            #expect(try connection.report() == .held(.ended(end)))
            #expect(try connection.report() == .heldEnd)
        }
    }

    @Test(.enabled(if: geteuid() == 0))
    func `other users are refused`() async throws {
        let bench = try await Bench()
        // The launcher itself runs the stranger, as nobody; the connection is closed unheard.
        let perl = """
            use IO::Socket::UNIX;
            $SIG{PIPE} = "IGNORE";
            my $socket = IO::Socket::UNIX->new(Peer => $ARGV[0]) or exit 3;
            $socket->syswrite(pack("H*", $ARGV[1]));
            exit(sysread($socket, my $answer, 1) ? 4 : 0);
            """
        let (end, output) = try await bench.run(
            LaunchRequest(
                id: "run", arguments: ["perl", "-e", perl, bench.socket, "0300000001" + "0100"],
                user: "nobody"))
        #expect(end.exit == .exited(code: 0), "\(output)")
        #expect(try bench.scratch.text("launcher.log").contains("refused process"))
    }
}
