import Channels
import Formats
import TestKit
import Testing
import Transport

/// Mail servers that misbehave, at every place of the conversation.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct MailFailureTests {
    private static let places = ["greeting", "EHLO", "MAIL", "RCPT", "DATA", "message"]
    private static let words = [
        "greeting": "the connection", "EHLO": "the greeting", "MAIL": "the sender",
        "RCPT": "the recipient", "DATA": "the mail", "message": "the mail",
    ]

    private static func send(
        to server: RudeMailServer, within time: Duration = .seconds(60),
        over transport: MailTransport = MailTransport()
    ) async throws -> Verdict {
        try await MailTransportTests.send(
            [:], to: server.port, over: transport, within: time
        ).verdict
    }

    @Test(arguments: places, ["421 4.3.2 closing", "450 4.2.0 later", "550 5.7.1 never"])
    func `a refusal counts wherever it comes, and its words are kept`(
        place: String, answer: String
    ) async throws {
        // After a refused EHLO the older HELO is tried, which this one takes.
        if place == "EHLO" { return }
        let server = try RudeMailServer(at: place, answer)
        let reason =
            "127.0.0.1:\(server.port) answered \(answer.prefix(3)) to \(Self.words[place] ?? ""): "
            + answer.dropFirst(4)
        let expected: Verdict =
            answer.first == "4" ? .retry(after: nil, reason: reason) : .rejected(reason: reason)
        #expect(try await Self.send(to: server) == expected)
    }

    @Test(arguments: places, ["drop", "reset", "hang", "trickle", "flood"])
    func `a server that misbehaves is tried again, within the time there is`(
        place: String, behaviour: String
    ) async throws {
        let server = try RudeMailServer(at: place, behaviour)
        let start = ContinuousClock.now
        let verdict = try await Self.send(to: server, within: .seconds(2))
        guard case .retry(nil, let reason) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(reason.contains("127.0.0.1:\(server.port)"))
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test func `who is taken leave of and says nothing holds nobody up`() async throws {
        let server = try RudeMailServer(at: "QUIT", "hang")
        #expect(try await Self.send(to: server) == .delivered)
        var commands: [String] = []
        while let command = await server.nextCommand() {
            if !command.hasPrefix("Message-ID") { commands.append(command) }
            if command == "QUIT" { break }
        }
        #expect(commands == ["EHLO", "MAIL", "RCPT", "DATA", "message", "QUIT"])
    }

    @Test func `a server that thinks for ever holds up no other`() async throws {
        let thinking = try RudeMailServer(at: "message", "hang")
        let working = try RudeMailServer(at: "nowhere", "")
        let transport = MailTransport()
        let port = thinking.port
        let stuck = Task {
            try await MailTransportTests.send([:], to: port, over: transport).verdict
        }
        while await thinking.nextCommand() != "message" {}
        #expect(try await Self.send(to: working, over: transport) == .delivered)
        stuck.cancel()
        guard case .retry(nil, let reason) = try await stuck.value else {
            Issue.record("the mail that was taken back counts as sent")
            return
        }
        #expect(reason == "the mail to 127.0.0.1:\(port) was cancelled")
    }

    @Test func `who waits for a turn can be taken back`() async throws {
        let thinking = try RudeMailServer(at: "message", "hang")
        var limits = Limits()
        limits.mails = 1
        let transport = MailTransport(limits: limits)
        let port = thinking.port
        let first = Task {
            try await MailTransportTests.send([:], to: port, over: transport).verdict
        }
        while await thinking.nextCommand() != "message" {}
        let second = Task {
            try await MailTransportTests.send([:], to: port, over: transport).verdict
        }
        second.cancel()
        guard case .retry = try await second.value else {
            Issue.record("the mail that waited counts as sent")
            return
        }
        first.cancel()
        _ = try await first.value
    }

    @Test func `a place that cannot be reached is named, with its kind of failure`() async throws {
        let refusing = try RefusingPort()
        let plain = try LoopbackServer(then: .hang)
        let cases: [(String, TransportFailure.Kind)] = [
            ("127.0.0.1:\(refusing.port)", .connect), ("no-such-host.invalid:25", .resolve),
            ("127.0.0.1:\(plain.port)", .timeout),
        ]
        for (place, kind) in cases {
            var request = try ChannelSample.mailRequest([
                "to": "a@example.org", "from": "b@example.org", "server": .string(place),
            ])
            request.timeout = .seconds(2)
            guard case .failed(let failure) = await MailTransport().send(request) else {
                Issue.record("\(place) answered")
                continue
            }
            #expect(failure.kind == kind && failure.message.contains(place), "\(failure)")
        }
    }
}
