import Daemon
import Domain
import Formats
import Platform
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct DeliveryTests {
    /// A run whose notification got this answer once.
    private func told(
        _ client: TestClient, _ server: LoopbackServer
    ) async throws -> (id: JSONObject, run: JSONValue) {
        try await client.apply(
            schedule(
                "job", "false",
                [
                    "notifications": [
                        [
                            "name": "hook", "kind": "webhook",
                            "params": ["url": .string(server.url())],
                        ]
                    ]
                ]))
        let run = try #require(try await client.run("job")["uid"])
        await server.received(1)
        let listed = try await client.call("ListDeliveries", ["run": run])["deliveries"]
        return (["delivery": try #require(listed?.array?.first?["id"])], run)
    }

    /// The delivery with its attempts, once it is in that state after so many attempts.
    private func shown(
        _ client: TestClient, _ id: JSONObject, _ state: JSONValue, attempts: Int
    ) async throws -> (delivery: JSONValue, attempts: [JSONValue]) {
        while true {
            let reply = try await client.call("ShowDelivery", id)
            let found = reply["attempts"]?.array ?? []
            if let delivery = reply["delivery"], delivery["state"] == state,
                found.count >= attempts
            {
                return (delivery, found)
            }
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    @Test func `a delivery that failed is shown, and sent when it is retried`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let server = try LoopbackServer(.status(404, "no such hook"), then: .status(200, "ok"))
            let (id, run) = try await told(client, server)
            let failed = try await shown(client, id, "failed", attempts: 1)
            #expect(failed.attempts.count == 1)
            #expect(failed.attempts[0]["number"] == 1)
            #expect(failed.attempts[0]["verdict"] == "rejected")
            #expect(failed.attempts[0]["status"] == 404)
            #expect(failed.attempts[0]["answer"] == "no such hook")
            #expect(failed.attempts[0]["duration_seconds"]?.double ?? 0 > 0)
            try await client.call("RetryDelivery", id)
            let sent = try await shown(client, id, "sent", attempts: 2)
            #expect(sent.attempts.map { $0["answer"] } == ["no such hook", "ok"])
            #expect(sent.attempts[1]["reason"] == nil)
            #expect(Set(server.requests.compactMap { $0.header("webhook-id") }).count == 1)
            let refusal = try await client.refusal("RetryDelivery", id)
            #expect(refusal.name == "InvalidState")
            #expect(refusal.message.contains("resend-notifications"))
            #expect(try await client.refusal("CancelDelivery", id).name == "InvalidState")
            #expect(try await client.call("GetStatus")["pending_deliveries"] == 0)
            // Sent once more it is another one.
            try await client.call("ResendNotifications", ["run": run, "notification": "hook"])
            await server.received(3)
            #expect(Set(server.requests.compactMap { $0.header("webhook-id") }).count == 2)
            let all = try await client.call("ListDeliveries", ["run": run])["deliveries"]
            #expect(Set(all?.array?.compactMap { $0["id"]?.string } ?? []).count == 2)
        }
    }

    @Test
    func `a cancelled delivery ends as suppressed, by whom is told, and it can be taken up again`()
        async throws
    {
        let patient: (inout Settings) -> Void = {
            $0.retryPolicy.first = .seconds(1000)
            $0.retryPolicy.longest = .seconds(1000)
        }
        try await TestDaemon.with(patient) { daemon in
            let client = try await daemon.client()
            let server = try LoopbackServer(.status(503, "not today"), then: .status(204))
            let (id, _) = try await told(client, server)
            let pending = try await shown(client, id, "pending", attempts: 1)
            #expect(pending.delivery["next_attempt_at"] != nil)
            #expect(pending.attempts[0]["verdict"] == "retry")
            try await client.call("CancelDelivery", id)
            let name = SystemUser(uid: TestDaemon.administrator.uid)?.name ?? ""
            let cancelled = try await shown(client, id, "suppressed", attempts: 1)
            #expect(cancelled.delivery["reason"] == .string("cancelled by \(name)"))
            #expect(cancelled.delivery["next_attempt_at"] == nil)
            let status = try await client.call("GetStatus")
            #expect(status["pending_deliveries"] == 0)
            #expect(status["oldest_pending_since"] == nil)
            try await client.call("RetryDelivery", id)
            let sent = try await shown(client, id, "sent", attempts: 2)
            #expect(sent.delivery["attempts"] == 2)
        }
    }

    @Test func `what is not there is not found, and others' are not permitted`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let server = try LoopbackServer(.status(404), then: .status(204))
            let (id, _) = try await told(client, server)
            for method in ["ShowDelivery", "RetryDelivery", "CancelDelivery"] {
                for name in [
                    "", "nothing", "0190e2b4-0000-7000-8000-000000000000.hook",
                    "0190e2b4-0000-7000-8000-000000000000",
                ] {
                    let refusal = try await client.refusal(method, ["delivery": .string(name)])
                    #expect(refusal.name == "NotFound", "\(method) \(name)")
                    #expect(refusal.parameters["kind"] == "delivery")
                }
                daemon.act(as: TestDaemon.stranger)
                #expect(try await client.refusal(method, id).name == "NotPermitted", "\(method)")
                daemon.act(as: TestDaemon.administrator)
            }
        }
    }
}
