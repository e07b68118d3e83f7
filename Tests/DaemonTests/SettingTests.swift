import Formats
import TestKit
import Testing

/// Notifications that clients set for schedules, projects and runs.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct SettingTests {
    private func hook(
        _ name: JSONValue, _ server: LoopbackServer, when: JSONValue = ["completed", "error"]
    ) -> JSONValue {
        [
            "name": name, "kind": "webhook", "when": when,
            "params": ["url": .string(server.url("/\(name.string ?? "")"))],
        ]
    }

    private func list(
        _ client: TestClient, _ parameters: JSONObject
    ) async throws -> [String] {
        let listed = try await client.call("ListNotifications", parameters)["notifications"]
        return (listed?.array ?? []).map { row in
            let isReplaced = row["replaced"] == true ? " replaced" : ""
            let name = row["notification"]?["name"]?.string ?? ""
            return "\(row["origin"]?.string ?? "") \(name)\(isReplaced)"
        }
    }

    @Test func `a running run takes a list of its own, and its end is told by it`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let server = try LoopbackServer(then: .status(204))
            let gate = try Gate()
            try await client.call(
                "SetProjectNotifications",
                ["project": "default", "notifications": [hook("team", server)]])
            let start = hook("start", server, when: ["running"])
            try await client.apply(
                schedule(
                    "job", gate.command, ["notifications": [hook("old", server), start]]))
            let run = try await client.start("job")
            // It is under way when this has arrived.
            await server.received(1)
            try await client.call(
                "SetRunNotifications", ["run": run, "notifications": [hook("new", server)]])
            #expect(try await list(client, ["run": run]) == ["run new"])
            try await gate.open()
            _ = try await client.wait(for: run)
            #expect(await server.received(2).map(\.path) == ["/start", "/new"])
            let late = try await client.refusal(
                "SetRunNotifications", ["run": run, "notifications": []])
            #expect(late.name == "InvalidState")
            #expect(late.message.contains("notifyctl resend-notifications"))
            // Sent once more it is by the run's own list as well.
            try await client.call("ResendNotifications", ["run": run])
            #expect(await server.received(3).last?.path == "/new")
            let why = try await client.call("Why", ["run": run])["findings"]?.array ?? []
            let told = why.compactMap { $0["text"]?.string }.filter { $0.contains("told") }
            #expect(told.count == 3, "\(told)")
            #expect(told.first?.hasPrefix("start (webhook)") == true, "\(told)")
        }
    }

    @Test func `a project's notifications count for its schedules, besides their own`()
        async throws
    {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let server = try LoopbackServer(then: .status(204))
            let team: JSONValue = [hook("team", server), hook("chat", server)]
            // There is no schedule yet.
            try await client.call(
                "SetProjectNotifications", ["project": "shop", "notifications": team])
            let members: JSONObject = [
                "project": "shop", "notifications": [hook("chat", server, when: ["error"])],
            ]
            try await client.apply(schedule("job", "true", members), schedule("other"))
            let key: JSONObject = ["project": "shop", "schedule": "job"]
            let expected = ["schedule chat", "project team", "project chat replaced"]
            #expect(try await list(client, key) == expected)
            #expect(try await list(client, [:]) == expected)
            #expect(try await list(client, ["project": "shop"]) == expected)
            #expect(try await list(client, ["project": "default"]) == [])
            #expect(
                try await list(client, ["project": "shop", "project_only": true])
                    == ["project team", "project chat"])
            let started = try await client.call("StartSchedule", key)["run"] ?? ""
            let run = try await client.wait(for: started)
            #expect(run["state"] == "completed")
            #expect(await server.received(1).map(\.path) == ["/team"])
            let why = try await client.call("Why", ["run": started])["findings"]?.array ?? []
            let texts = why.compactMap { $0["text"]?.string }
            #expect(texts.contains("chat was not told: it listens to error"), "\(texts)")
            #expect(texts.contains { $0.hasPrefix("team (webhook) ") }, "\(texts)")
            try await client.call(
                "SetProjectNotifications", ["project": "shop", "notifications": []])
            #expect(try await list(client, key) == ["schedule chat"])
            #expect(try await list(client, ["run": started]) == expected)
        }
    }

    @Test func `who may not, or sends what is wrong, changes nothing`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let gate = try Gate()
            let log: JSONValue = ["name": "log", "kind": "console"]
            try await client.apply(schedule("job", gate.command, ["notifications": [log]]))
            let run = try await client.start("job")
            let bad: JSONValue = [log, ["name": "x", "kind": "pigeon"], ["name": "log"]]
            for (method, named) in [
                ("SetScheduleNotifications", ["schedule": "job"]),
                ("SetRunNotifications", ["run": run]),
                ("SetProjectNotifications", ["project": "default"]),
            ] as [(String, JSONObject)] {
                var parameters = named
                parameters["notifications"] = bad
                let refusal = try await client.refusal(method, parameters)
                #expect(refusal.name == "InvalidDefinition", "\(method)")
                #expect(
                    refusal.paths == ["notifications[1].kind", "notifications[2].kind"],
                    "\(method)")
                daemon.act(as: TestDaemon.stranger)
                parameters["notifications"] = []
                let other = try await client.refusal(method, parameters)
                #expect(other.name == "NotPermitted", "\(method)")
                daemon.act(as: TestDaemon.administrator)
            }
            daemon.act(as: TestDaemon.stranger)
            for named: JSONObject in [["schedule": "job"], ["run": run], ["project_only": true]] {
                #expect(
                    try await client.refusal("ListNotifications", named).name == "NotPermitted")
            }
            #expect(try await list(client, [:]) == [])
            daemon.act(as: TestDaemon.administrator)
            #expect(try await list(client, ["run": run]) == ["schedule log"])
            for (named, parameter) in [
                (["run": run, "schedule": "job"], "schedule"),
                (["run": run, "project": "default"], "project"),
                (["run": run, "project_only": true], "run"),
                (["schedule": "job", "project_only": true], "schedule"),
            ] as [(JSONObject, JSONValue)] {
                let refusal = try await client.refusal("ListNotifications", named)
                #expect(refusal.name == "org.varlink.service.InvalidParameter")
                #expect(refusal.parameters["parameter"] == parameter)
            }
            let name = try await client.refusal(
                "SetProjectNotifications", ["project": "a/b", "notifications": []])
            #expect(name.paths == ["project"])
            try await gate.open()
            _ = try await client.wait(for: run)
        }
    }

    @Test func `lists of all schedules come in pages`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let log: JSONObject = ["notifications": [["name": "log", "kind": "console"]]]
            let names = (0..<1001).map { "job-\($0)" }
            let schedules = names.map { schedule(.string($0), "true", log) }
            try await client.call("ApplySchedules", ["schedules": .array(schedules)])
            var found: [String] = []
            var parameters = JSONObject()
            repeat {
                let page = try await client.call("ListNotifications", parameters)
                found += (page["notifications"]?.array ?? []).compactMap { $0["schedule"]?.string }
                parameters["after"] = page["next"]
            } while parameters["after"] != nil
            #expect(found == names.sorted())
            #expect(
                try await client.refusal("ListNotifications", ["after": "x"]).name == "NotFound")
        }
    }
}
