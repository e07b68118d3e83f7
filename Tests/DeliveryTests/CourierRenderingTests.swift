import Delivery
import Domain
import Formats
import Persistence
import TestKit
import Testing

struct CourierRenderingTests {
    private static let failing = "{{ run.status.results.drift.mean > 0.1 }}"
    private static let endless =
        "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"

    private func notification(
        _ name: String, to host: String = "a", condition: String = "", message: String = ""
    ) throws -> Notification {
        Notification(
            name: try Name(name), kind: "recording", condition: condition, message: message,
            parameters: ["to": .string(host)])
    }

    @Test func `what a condition refuses is suppressed, with what it gave`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer()
        let courier = bench.courier(performer)
        try await running(courier) {
            await courier.enqueue(
                try await bench.events([
                    notification("no", condition: "{{ run.status.exit_code > 2 }}"),
                    notification("yes", condition: "{{ run.status.exit_code > 1 }}"),
                ]))
            let ended = await bench.ended(2)
            let refused = try #require(ended.first { $0.id.notification.text == "no" })
            #expect(refused.state == .suppressed)
            #expect(refused.reason == "its condition gave \"False\"")
            #expect(refused.attempts == 0)
            #expect(refused.endedAt != nil)
        }
        #expect(performer.count == 1)
        #expect(bench.lines == [])
        #expect(try await bench.store.counts().oldestPendingSince == nil)
    }

    @Test func `an event that every condition refuses leaves the outbox`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer()
        let courier = bench.courier(performer)
        try await running(courier) {
            let events = try await bench.events([notification("n", condition: "no")], runs: 700)
            await courier.enqueue(events)
            await bench.ended(700)
        }
        #expect(performer.count == 0)
        #expect(try await bench.store.counts().oldestPendingSince == nil)
    }

    @Test func `a condition that fails lets the notification be sent, and the reason tells`()
        async throws
    {
        let bench = try CourierBench()
        let courier = bench.courier(
            ScriptedPerformer { _, index in index == 0 ? .status(503) : .status(200) })
        try await running(courier) {
            await courier.enqueue(
                try await bench.events([notification("n", condition: Self.failing)]))
            let ended = await bench.time.passing { await bench.ended(1)[0] }
            #expect(ended.state == .sent)
            #expect(ended.attempts == 2)
            #expect(
                ended.reason.hasPrefix(
                    "attempt 2; before: status 503; its condition failed at line 1, column "),
                "\(ended.reason)")
        }
    }

    @Test func `a condition is not asked again for a delivery that is planned`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer()
        let events = try await bench.events([notification("n", condition: "no")])
        let event = try #require(events.first?.event)
        let delivery = Delivery(
            id: DeliveryID(event: event.id, notification: try Name("n")), run: event.run,
            key: event.key, kind: "recording", state: .pending, createdAt: bench.time.wall,
            nextAttemptAt: bench.time.wall)
        try await bench.store.planDeliveries([
            DeliveryPlan(event: event.id, deliveries: [delivery])
        ])
        let courier = bench.courier(performer)
        try await running(courier) {
            #expect(await bench.ended(1).map(\.state) == [.sent])
        }
        #expect(performer.count == 1)
    }

    @Test func `a message is rendered, and one that fails gives way to the default text`()
        async throws
    {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { received, _ in
            received.host == "c" ? .status(404) : .status(200)
        }
        let courier = bench.courier(performer)
        try await running(courier) {
            await courier.enqueue(
                try await bench.events([
                    notification("good", to: "a", message: "code {{ run.status.exit_code }}"),
                    notification("bad", to: "b", message: "{{ run.missing.member }}"),
                    notification("refused", to: "c", message: "{{ run.missing.member }}"),
                ]))
            let ended = await bench.ended(3)
            let reasons = Dictionary(
                uniqueKeysWithValues: ended.map { ($0.id.notification.text, $0.reason) })
            #expect(reasons["good"] == "")
            #expect(
                reasons["bad"]?.hasPrefix("its message template failed at line 1, column ")
                    == true, "\(reasons)")
            #expect(
                reasons["refused"]?.hasPrefix("status 404; its message template failed at ")
                    == true, "\(reasons)")
        }
        let texts = Dictionary(uniqueKeysWithValues: performer.received.map { ($0.host, $0.text) })
        #expect(texts["a"] == "Run failed: code 2")
        #expect(texts["b"] == "Run failed: schedule-0 (exit status 2)")
    }

    @Test func `templates without end hold nobody up`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer()
        let courier = bench.courier(performer)
        let hostile = try (0..<20).map {
            try notification(
                "hostile-\($0)", to: "h", condition: Self.endless, message: Self.endless)
        }
        try await running(courier) {
            await courier.enqueue(
                try await bench.events(hostile + [notification("good", to: "a")]))
            await courier.enqueue(try await bench.events([notification("other", to: "b")]))
            let ended = await bench.ended(22)
            #expect(ended.allSatisfy { $0.state == .sent })
            for delivery in ended where delivery.id.notification.text.hasPrefix("hostile") {
                #expect(delivery.reason.contains("its condition failed at line 1, column "))
                #expect(delivery.reason.contains("its message template failed at line 1, column "))
            }
        }
        #expect(performer.count(of: "a") == 1 && performer.count(of: "b") == 1)
    }
}
