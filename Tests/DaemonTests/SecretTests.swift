import Control
import Daemon
import Domain
import Formats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct SecretTests {
    @Test func `no reply, watch or log line holds a secret`() async throws {
        try await TestDaemon.with {
            $0.sendingLimits = ["slack": SendingLimits(rate: .unlimited)]
        } _: { daemon in
            let client = try await daemon.client()
            // It sends back all that it is told.
            let server = try LoopbackServer { request, _ in
                let headers = request.headers.map { "\($0.name): \($0.value)" }
                return .status(404, "\(request.path)\n\(headers.joined(separator: "\n"))")
            }
            let notifications: JSONValue = [
                [
                    "name": "hook", "kind": "webhook",
                    "params": [
                        "url": .string(server.url("/confidential-path?token=confidential")),
                        "secret": "confidential-key", "method": "PUT",
                        "headers": ["X-Key": "confidential-header"],
                    ],
                ],
                [
                    "name": "slack", "kind": "slack",
                    "params": ["webhook": .string(server.url("/services/confidential"))],
                ],
            ]
            var replies: [JSONObject] = []
            let members: JSONObject = ["notifications": notifications]
            replies.append(
                try await client.call(
                    "ApplySchedules", ["schedules": [schedule("job", "false", members)]]))
            let watch = try await daemon.client().watch()
            let run = try await client.run("job")
            replies.append(try await client.call("ShowRun", ["run": run["uid"] ?? ""]))
            var told = 0
            for try await event in watch {
                replies.append(event)
                if event["event"]?["delivery"] != nil { told += 1 }
                if told == 2 { break }
            }
            for method in ["ListSchedules", "ListRuns", "ListDeliveries", "GetStatus"] {
                replies.append(try await client.call(method))
            }
            let deliveries = replies.flatMap { $0["deliveries"]?.array ?? [] }
            for delivery in deliveries {
                let id: JSONObject = ["delivery": delivery["id"] ?? ""]
                replies.append(try await client.call("ShowDelivery", id))
            }
            #expect(replies.contains { $0["attempts"]?.array?.first?["answer"] != nil })
            replies.append(try await client.call("ShowSchedule", ["schedule": "job"]))
            let shown = JSONValue.array(replies.map(JSONValue.object)).text
            #expect(!shown.contains("confidential"))
            let masked = replies.last?["state"]?["schedule"]?["notifications"]?.array ?? []
            #expect(masked.first?["params"]?["url"] == "********")
            #expect(masked.first?["params"]?["headers"] == ["X-Key": "********"])
            #expect(masked.first?["params"]?["method"] == "PUT")
            #expect(masked.last?["params"]?["webhook"] == "********")
            // What was masked cannot be sent back by mistake.
            let back = try await client.refusal(
                "SetScheduleNotifications",
                ["schedule": "job", "notifications": .array(masked)])
            #expect(back.name == "InvalidDefinition")
            #expect(!daemon.journal.texts().contains { $0.contains("confidential") })
        }
    }
}
