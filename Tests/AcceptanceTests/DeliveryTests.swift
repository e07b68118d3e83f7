import Formats
import Platform
import TestKit
import Testing

/// A delivery in the hands of its owner.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct DeliveryTests {
    @Test func `a delivery that waits is shown, cancelled, and sent when it is retried`()
        async throws
    {
        let isBack = Locked(false)
        let receiver = try LoopbackServer { _, _ in
            isBack.withLock { $0 } ? .status(200, "thank you") : .status(503, "closed for today")
        }
        let service = try await Service.started()
        try await service.apply(
            """
            name: nightly
            when: "@yearly"
            command: exit 3
            notifications:
              - {name: hook, kind: webhook, params: {url: "\(receiver.url("/hidden-path"))"}}
            """)
        _ = try await service.run("nightly")
        _ = try await cancellable { await receiver.received(1) }
        let pending = try await service.delivery("nightly", "hook") { $0.attempts.count > 0 }
        #expect(pending.state == "pending")
        let id = try #require(pending.delivery["id"]?.string)
        let shown = try await service.done("show-delivery", id)
        for expected in [
            "Delivery:      \(id)\n", "State:         pending\n", "Next attempt:  ",
            "answered 503: closed for today\n", "\nATTEMPT  STARTED",
            "  retry    503     closed for today\n",
        ] { #expect(shown.contains(expected), "\(expected) in \(shown)") }
        #expect(!shown.contains("hidden-path"))

        let said = try await service.done("cancel-delivery", id)
        #expect(said == "Cancelled the delivery \(id).\n")
        let list = try await service.done("list-deliveries", "nightly", "--state=suppressed")
        #expect(list.contains(id) && list.contains("cancelled by "), "\(list)")
        #expect(try await service.done("status").contains("Pending deliveries:  0\n"))
        let again = try await service.notifyctl("cancel-delivery", id)
        #expect(again.status == 1)
        #expect(again.errors.contains("has ended already: it is suppressed"), "\(again)")

        isBack.withLock { $0 = true }
        let attempts = try await service.delivery("nightly", "hook") { _ in true }.attempts.count
        try await service.done("retry-delivery", "nightly", "hook")
        let sent = try await service.delivery("nightly", "hook") { $0.state == "sent" }
        #expect(sent.attempts.count == attempts + 1)
        #expect(sent.attempts.last?["answer"] == "thank you")
        #expect(Set(receiver.requests.compactMap { $0.header("webhook-id") }).count == 1)
        let refused = try await service.notifyctl("retry-delivery", id)
        #expect(refused.status == 1)
        #expect(refused.errors.contains("resend-notifications"), "\(refused)")

        // Nothing of it is lost with the process.
        try await service.kill()
        try await service.start()
        let after = try await service.delivery("nightly", "hook") { _ in true }
        #expect(after.delivery == sent.delivery)
        #expect(after.attempts == sent.attempts)
    }
}

extension Service {
    struct ShownDelivery {
        let delivery: JSONValue
        let attempts: [JSONValue]
        var state: JSONValue? { delivery["state"] }
    }

    /// The delivery of a schedule's last run, once it is as a test wants it.
    func delivery(
        _ schedule: String, _ notification: String, where isWanted: (ShownDelivery) -> Bool
    ) async throws -> ShownDelivery {
        while true {
            let reply = try await json("show-delivery", schedule, notification)
            let shown = ShownDelivery(
                delivery: reply["delivery"] ?? .null, attempts: reply["attempts"]?.array ?? [])
            if isWanted(shown) { return shown }
            try Task.checkCancellation()
        }
    }
}
