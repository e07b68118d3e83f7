import Channels
import Domain
import Formats
import Glibc
import Platform
import TestKit
import Testing
import Transport

/// Debian's apprise, which hands messages on to a server of the test.
@Suite(
    .timeLimit(.minutes(Patience.minutes)),
    .enabled(if: ProgramSearch.path(of: "apprise") != nil, "Debian's apprise is not installed"))
struct AppriseTests {
    private static func send(
        _ url: String, through transport: ProgramTransport = ProgramTransport()
    ) async throws -> Verdict {
        let channel = try RedactedChannel(
            ChannelConfiguration(kind: "apprise", secretParameters: ["urls": .string(url)]))
        let message = try Message.sample(text: "größer <b>\n\"quoted\" 🚀")
        guard
            case .program(var request) = try channel.request(for: message, at: .sampleNow).action
        else { throw UnsendableMessage("no program") }
        request.timeout = .seconds(60 * Patience.minutes)
        return channel.verdict(on: await transport.send(request))
    }

    @Test func `the message arrives as it is, with title and type`() async throws {
        let server = try LoopbackServer(then: .status(200, "ok"))
        let verdict = try await Self.send("json://127.0.0.1:\(server.port)/hidden-path")
        #expect(verdict == .delivered)
        let received = try #require(server.requests.first)
        #expect(received.path.hasPrefix("/hidden-path"))
        let body = try JSONValue(parsing: received.body)
        let message = try Message.sample(text: "größer <b>\n\"quoted\" 🚀")
        #expect(body["title"]?.string == message.subject)
        #expect(body["message"]?.string == message.text)
        #expect(body["type"] == "failure")
    }

    @Test func `what it could not hand on is tried again, and its URL does not show`()
        async throws
    {
        let server = try LoopbackServer(then: .status(500, "no"))
        let verdict = try await Self.send("json://hidden-user:hidden-word@127.0.0.1:\(server.port)")
        guard case .retry(nil, let reason) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(reason.hasPrefix("apprise ended with exit status 1"))
        #expect(!reason.contains("hidden"), "\(reason)")
    }

    @Test func `where it is not installed, its package is named`() async throws {
        let none = ProgramTransport(find: { _ in nil })
        #expect(
            try await Self.send("json://127.0.0.1", through: none)
                == .retry(
                    after: nil,
                    reason: "this machine has no program apprise: install the package apprise"))
    }
}
