import Channels
import Delivery
import Domain
import Formats
import Persistence
import Platform
import TestKit
import Testing
import Transport

/// What administrators deny and allow.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct CourierRuleTests {
    private func deny(
        _ list: DenyList, _ bench: CourierBench, _ patterns: String..., kind: String? = nil,
        reason: String = ""
    ) async throws {
        let denials = try patterns.map {
            Denial(
                kind: kind, pattern: try AddressPattern($0), reason: reason, by: 0,
                since: bench.time.wall)
        }
        await list.refresh { denials }
    }

    @Test func `what is denied is suppressed, and says by whom, since when and why`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer()
        let rules = SendingRules()
        try await deny(rules.denyList, bench, "*.example.org", kind: "recording", reason: "closed")
        let courier = bench.courier(performer, rules: rules)
        try await running(courier) {
            await courier.enqueue(
                try await bench.events([.to("a.example.org"), .to("b.example", name: "m")]))
            let ended = await bench.ended(2)
            let denied = try #require(ended.first { $0.state == .suppressed })
            #expect(denied.id.notification.text == "n" && denied.attempts == 0)
            #expect(
                denied.reason
                    == "a.example.org is denied since \(bench.time.wall) by root: closed")
            #expect(ended.contains { $0.state == .sent && $0.id.notification.text == "m" })
        }
        #expect(performer.received.map(\.host) == ["b.example"])
        #expect(try await bench.store.counts().oldestPendingSince == nil)
    }

    @Test func `a denial holds for what waits to be tried again, and none after it was removed`()
        async throws
    {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, index in index == 0 ? .status(503) : .status(204) }
        let rules = SendingRules()
        let courier = bench.courier(performer, rules: rules)
        try await running(courier) {
            await courier.enqueue(try await bench.events([.to("a")]))
            await performer.received(1)
            try await deny(rules.denyList, bench, "A")
            let ended = await bench.time.passing { await bench.ended(1) }
            #expect(ended[0].state == .suppressed && ended[0].attempts == 1)
            await rules.denyList.refresh { [] }
            try await bench.retry(ended[0].id, with: courier)
            #expect(await bench.time.passing { await bench.ended(2) }[1].state == .sent)
        }
    }

    @Test func `a mail goes to those who are not denied`() async throws {
        let bench = try CourierBench()
        let mails = Locked<[MailRequest]>([])
        let rules = SendingRules()
        try await deny(rules.denyList, bench, "old@example.org", "*@gone.example", kind: "mail")
        let courier = bench.courier(MailKeeper(mails), rules: rules)
        try await running(courier) {
            let some = Notification(
                name: try Name("some"), kind: "mail",
                parameters: [
                    "to": "Old <Old@Example.org>, b@example.org", "cc": "c@gone.example",
                    "from": "me@example.org", "server": "mail.example.org",
                ])
            let none = Notification(
                name: try Name("none"), kind: "mail",
                parameters: ["to": ["x@gone.example", "old@example.org"]])
            await courier.enqueue(try await bench.events([some, none]))
            let ended = await bench.ended(2)
            let sent = try #require(ended.first { $0.id.notification.text == "some" })
            #expect(sent.state == .sent)
            #expect(sent.reason.contains("left out: Old@example.org is denied since"), "\(sent)")
            #expect(sent.reason.contains("left out: c@gone.example is denied since"), "\(sent)")
            let suppressed = try #require(ended.first { $0.id.notification.text == "none" })
            #expect(suppressed.state == .suppressed)
            #expect(suppressed.reason.contains("x@gone.example is denied"), "\(suppressed)")
        }
        let requests = mails.withLock(\.self)
        #expect(requests.count == 1)
        #expect(requests.first?.recipients.map(\.text) == ["b@example.org"])
        let sender = try #require(requests.first?.sender)
        let text = String(
            decoding: requests[0].content.bytes(from: sender, host: "h.example"), as: UTF8.self)
        #expect(!text.contains("gone.example") && !text.lowercased().contains("old@example.org"))
    }

    @Test func `who is no administrator reaches no private address, and is told which setting`()
        async throws
    {
        let bench = try CourierBench()
        let server = try LoopbackServer()
        var rules = SendingRules()
        rules.isAdministrator = { _ in false }
        let performer = ChannelPerformer(transport: try .init(), log: Log { _, _ in })
        let courier = bench.courier(performer, rules: rules)
        try await running(courier) {
            await courier.enqueue(try await bench.events([.webhook(server.url("/hidden"))]))
            let refused = await bench.ended(1)[0]
            #expect(refused.state == .failed && refused.attempts == 1)
            #expect(
                refused.reason
                    == "127.0.0.1:\(server.port) is at 127.0.0.1, a loopback address, which only "
                    + "administrators may send to: they can allow it to others with "
                    + "delivery.allow_private_addresses in notifyd.yaml")
            #expect(server.connections == 0)
            rules.privateAddresses = .ranges([try #require(NetworkRange("127.0.0.0/8"))])
            await courier.change(rules: rules)
            try await bench.retry(refused.id, with: courier)
            #expect(await bench.time.passing { await bench.ended(2) }[1].state == .sent)
            #expect(server.count == 1)
        }
    }
}

/// Takes every mail.
private struct MailKeeper: Performer {
    private let mails: Locked<[MailRequest]>

    init(_ mails: Locked<[MailRequest]>) { self.mails = mails }

    func perform(_ request: ChannelRequest) async -> ChannelReply {
        if case .mail(let mail) = request.action { mails.withLock { $0.append(mail) } }
        return .smtp(SMTPReply(step: .message, status: 250, text: "OK", refusals: []))
    }
}
