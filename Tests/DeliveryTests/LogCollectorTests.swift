import Channels
import Delivery
import Domain
import Formats
import Platform
import TestKit
import Testing
import Transport

/// Logs on their way: compressed, and sent to a receiver that keeps what it gets.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct LogCollectorTests {
    /// The logs of runs as a test gives them.
    private struct GivenLogs: RunLogSource {
        let pieces: [String]
        var error: (any Error)?

        func read(
            _ run: UID, endingIn bound: Int64, _ take: (String) throws -> Void
        ) async throws {
            #expect(bound == 16 * 1024 * 1024)
            for piece in pieces { try take(piece) }
            if let error { throw error }
        }
    }

    private struct Trouble: Error, CustomStringConvertible {
        var description: String { "the disk is on fire" }
    }

    private static func reply(to server: LoopbackServer, _ logs: GivenLogs?) async throws
        -> ChannelReply
    {
        let sample = try #require(ChannelSample.all.first { $0.kind == "log_collect" })
        let request = try sample.channel(base: "http://127.0.0.1:\(server.port)").request(
            for: .sample(), at: .sampleNow)
        let performer = ChannelPerformer(
            transport: try HTTPTransport(), logs: logs, log: Log { _, _ in })
        return await performer.perform(request)
    }

    /// Prints how many bytes each line's file has, and the digest of them.
    private static let unzipper = """
        import gzip, hashlib, sys

        for line in sys.stdin:
            data = gzip.decompress(bytes.fromhex(line.strip()))
            print(len(data), hashlib.sha256(data).hexdigest(), flush=True)
        """

    @Test(.enabled(if: !PythonChild.isMissing))
    func `what arrives is a gzip file of the whole log`() async throws {
        var generator = SeededGenerator(seed: 5)
        let noise = (0..<20_000).map { _ in
            String(Character(Unicode.Scalar(UInt8.random(in: 32...126, using: &generator))))
        }.joined()
        let logs = [
            [], [""], ["line\n"], ["é漢😀", "", "\n"], Array(repeating: noise, count: 40),
            [String(repeating: "the same again\n", count: 300_000)],
        ]
        let server = try LoopbackServer(then: .status(200))
        for pieces in logs {
            guard
                case .http(let reply) = try await Self.reply(to: server, GivenLogs(pieces: pieces))
            else {
                Issue.record("not sent")
                return
            }
            #expect(reply.status == 200)
        }
        let hexadecimal = server.requests.map { request in
            request.body.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        let folder = ScratchDirectory()
        for (index, pieces) in logs.enumerated() {
            try folder.write(pieces.joined(), to: "\(index)")
        }
        let sums = try logs.indices.map { index in
            let output = try PeerProcess.run(["sha256sum", folder.file("\(index)")]).output
            let size = logs[index].joined().utf8.count
            return "\(size) \(output.prefix { $0 != " " })"
        }
        #expect(try PythonChild.lines(Self.unzipper, over: hexadecimal) == sums)
        #expect(server.requests.last.map { $0.body.count < 100_000 } == true)
        for request in server.requests {
            #expect(request.header("Content-Encoding") == "gzip")
            #expect(request.header("Content-Type") == "text/plain; charset=utf-8")
        }
    }

    @Test func `a log that is not there is no reason to try again, any other trouble is`()
        async throws
    {
        let server = try LoopbackServer()
        let sample = try #require(ChannelSample.all.first { $0.kind == "log_collect" })
        let absent = try await Self.reply(
            to: server, GivenLogs(pieces: [], error: NoRunLog("the run has no log")))
        #expect(
            try sample.channel().verdict(on: absent) == .rejected(reason: "the run has no log"))
        let trouble = try await Self.reply(
            to: server, GivenLogs(pieces: ["half"], error: Trouble()))
        #expect(
            try sample.channel().verdict(on: trouble)
                == .retry(after: nil, reason: "the log cannot be read: the disk is on fire"))
        let nowhere = try await Self.reply(to: server, nil)
        #expect(
            try sample.channel().verdict(on: nowhere)
                == .rejected(reason: "no logs of runs are kept here"))
        #expect(server.count == 0)
    }
}
