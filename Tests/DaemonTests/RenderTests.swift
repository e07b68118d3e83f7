import Formats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct RenderTests {
    private static let notifications: JSONValue = [
        [
            "name": "hook", "kind": "webhook", "when": ["error"],
            "condition": "{{ run.status.exit_code > 5 }}",
            "subject": "{{ run.metadata.name }} fell",
            "message": "{{ notification.params.url }} {{ run.status.exit_code }}",
            "params": ["url": "http://127.0.0.1:1/confidential"],
        ],
        ["name": "broken", "kind": "console", "condition": "{{ no", "message": "{{ 1 / 0 }}"],
        ["name": "happy", "kind": "console", "when": ["fixed"], "message": "again"],
    ]

    private static func with(
        _ body: (TestClient, JSONValue) async throws -> Void
    ) async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            try await client.apply(
                schedule("job", "exit 3", ["notifications": notifications]))
            let run = try await client.run("job")
            try await body(client, try #require(run["uid"]))
        }
    }

    @Test func `what listens to a run's end is rendered`() async throws {
        try await Self.with { client, run in
            let reply = try await client.call("RenderNotifications", ["run": run])
            let rendered = try #require(reply["notifications"]?.array)
            #expect(rendered.map { $0["notification"] } == ["hook", "broken"])
            #expect(rendered.map { $0["verdict"] } == ["suppress", "send"])
            #expect(rendered[0]["reason"] == "its condition gave \"False\"")
            #expect(rendered[0]["subject"] == "job fell")
            #expect(rendered[0]["text"] == "Run failed: ******** 3")
            #expect(rendered[1]["reason"]?.string?.hasPrefix("its condition failed at") == true)
            #expect(rendered[1]["text"] == "Run failed: job (exit status 3)")
            #expect(rendered[1]["remarks"]?.array?.count == 1)
            #expect(reply["object"]?["status"]?["exit_code"] == 3)
            #expect(!JSONValue.object(reply).text.contains("confidential"))
        }
    }

    @Test func `nothing is sent by it`() async throws {
        let server = try LoopbackServer()
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let hook: JSONValue = [
                ["name": "hook", "kind": "webhook", "params": ["url": .string(server.url())]]
            ]
            try await client.apply(schedule("job", "true", ["notifications": hook]))
            let run: JSONObject = ["run": try #require(try await client.run("job")["uid"])]
            await server.received(1)
            for _ in 1...3 { try await client.call("RenderNotifications", run) }
            // What comes next is what was asked for next.
            try await client.call("ResendNotifications", run)
            await server.received(2)
            #expect(server.count == 2)
            let deliveries = try await client.call("ListDeliveries", run)["deliveries"]?.array
            #expect(deliveries?.count == 2)
        }
    }

    @Test func `an occasion can be made up, and a notification named`() async throws {
        try await Self.with { client, run in
            let fixed = try await client.call(
                "RenderNotifications", ["run": run, "occasion": "fixed"])
            #expect(
                fixed["notifications"]?.array?.map { $0["text"] }
                    == ["Run completed: job (exit status 3)", "Run works again: again"])
            let named = try await client.call(
                "RenderNotifications", ["run": run, "notification": "happy"])
            #expect(named["notifications"]?.array?.map { $0["occasion"] } == ["error"])
            let none = try await client.call(
                "RenderNotifications", ["run": run, "occasion": "lost", "notification": "happy"])
            #expect(none["notifications"]?.array?.count == 1)
        }
    }

    @Test func `what there is not is said`() async throws {
        try await Self.with { client, run in
            let word = try await client.refusal(
                "RenderNotifications", ["run": run, "occasion": "never"])
            #expect(word.name == "InvalidDefinition" && word.paths == ["occasion"])
            let name = try await client.refusal(
                "RenderNotifications", ["run": run, "notification": "unheard"])
            #expect(name.name == "NotFound")
            #expect(
                try await client.refusal("RenderNotifications", ["run": "nonsense"]).name
                    == "NotFound")
        }
    }

    @Test func `nobody sees what somebody else's run would say`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            try await client.apply(schedule("job"))
            let run = try await client.run("job")
            daemon.act(as: TestDaemon.stranger)
            let refusal = try await daemon.client().refusal(
                "RenderNotifications", ["run": run["uid"] ?? ""])
            #expect(["NotFound", "NotPermitted"].contains(refusal.name))
        }
    }
}
