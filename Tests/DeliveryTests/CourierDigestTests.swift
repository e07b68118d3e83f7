import Channels
import Delivery
import Domain
import Formats
import Persistence
import TestKit
import Testing

/// What waits for a destination's limit goes out together.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct CourierDigestTests {
    private func rules(_ rate: SendingRate) -> SendingRules {
        var rules = SendingRules()
        rules.limits = ["recording": SendingLimits(rate: .atMost(rate))]
        return rules
    }

    /// Each message's own words, by which it is found again.
    private func words(_ name: String) -> Notification {
        var notification = Notification.to("a")
        notification.message = "words of \(name)"
        return notification
    }

    @Test func `ten at once are two messages, each delivery with an attempt of its own`()
        async throws
    {
        let bench = try CourierBench()
        let performer = ScriptedPerformer()
        let courier = bench.courier(performer, rules: rules(SendingRate(1, per: .seconds(60))))
        try await running(courier) {
            let events = try await bench.events([.to("a")], runs: 10)
            await courier.enqueue(events)
            let ended = await bench.time.passing { await bench.ended(10) }
            #expect(ended.allSatisfy { $0.state == .sent && $0.attempts == 1 })
            #expect(performer.count == 1 || performer.count == 2)
            let together = ended.filter { $0.reason.hasPrefix("sent in one message with ") }
            #expect(together.count >= 9)
            for id in events.flatMap(\.deliveries) {
                let record = try await bench.record(id)
                #expect(record.attempts.map(\.verdict) == [.delivered])
                #expect(record.attempts.map(\.status) == [204])
            }
            let text = performer.received.map(\.text).joined()
            for event in events { #expect(text.contains("\(event.event.key.name)")) }
        }
        #expect(try await bench.store.counts().oldestPendingSince == nil)
    }

    @Test func `a digest that is refused is sent piece by piece`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { received, _ in
            received.text.contains("notifications") ? .status(413) : .status(204)
        }
        let courier = bench.courier(performer, rules: rules(SendingRate(1, per: .seconds(1))))
        try await running(courier) {
            let events = try await bench.events([.to("a")], runs: 5)
            await courier.enqueue(events)
            let ended = await bench.time.passing { await bench.ended(5) }
            #expect(ended.allSatisfy { $0.state == .sent })
            let parts = ended.filter { $0.attempts == 2 }
            #expect(parts.count >= 4)
            for part in parts {
                let attempts = try await bench.record(part.id).attempts
                #expect(attempts.map(\.verdict) == [.retry, .delivered])
                #expect(attempts[0].reason.hasPrefix("refused in one message with "))
                #expect(attempts[0].status == 413)
            }
        }
        // Of all that is not refused each one goes by itself.
        #expect(Set(performer.received.map(\.id)).count == performer.count)
    }

    @Test func `a digest that fails is tried again, and nothing is lost`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, index in index < 2 ? .status(503) : .status(204) }
        let courier = bench.courier(performer, rules: rules(SendingRate(1, per: .seconds(1))))
        try await running(courier) {
            await courier.enqueue(try await bench.events([.to("a")], runs: 6))
            let ended = await bench.time.passing { await bench.ended(6) }
            #expect(ended.allSatisfy { $0.state == .sent })
        }
    }

    @Test func `what is too long for one message goes in several`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer()
        let courier = bench.courier(performer, rules: rules(SendingRate(1, per: .seconds(1))))
        try await running(courier) {
            var notification = Notification.to("a")
            notification.message = String(repeating: "x", count: 900)
            await courier.enqueue(try await bench.events([notification], runs: 9))
            _ = await bench.time.passing { await bench.ended(9) }
        }
        // Two of them have room in the two thousand characters of the channel.
        #expect(performer.received.allSatisfy { $0.text.utf8.count < 2200 })
        #expect(performer.count >= 5)
    }

    @Test func `what was cancelled while it waited does not go along`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer()
        let courier = bench.courier(performer, rules: rules(SendingRate(1, per: .seconds(60))))
        try await running(courier) {
            let first = try await bench.events([.to("a")])
            await courier.enqueue(first)
            await bench.ended(1)
            let events = try await bench.events([.to("a")], runs: 4)
            await courier.enqueue(events)
            await bench.outbox.planned(5)
            let ids = events.flatMap(\.deliveries)
            try await bench.cancel(ids[1], with: courier)
            let ended = await bench.time.passing { await bench.ended(5) }
            #expect(ended.count { $0.state == .sent } == 4)
            #expect(performer.count == 2)
            #expect(performer.received[1].text.contains("3 notifications"))
        }
    }

    @Test func `neither what others own nor what goes elsewhere goes along`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer()
        let courier = bench.courier(performer, rules: rules(SendingRate(1, per: .seconds(1))))
        try await running(courier) {
            var other = Notification.to("a", name: "m")
            other.target = .channel(
                ChannelConfiguration(kind: "recording", parameters: ["to": "a", "more": 1]))
            await courier.enqueue(try await bench.events([.to("a"), other], runs: 3))
            _ = await bench.time.passing { await bench.ended(6) }
        }
        #expect(performer.count >= 2)
    }
}
