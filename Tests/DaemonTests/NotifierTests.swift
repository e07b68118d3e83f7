import Control
import Formats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct NotifierTests {
    private func use(_ notifier: String) -> JSONObject {
        ["notifications": [["name": "n", "notifier": .string(notifier)]]]
    }

    private func add(_ name: String, _ url: String, _ members: JSONObject = [:]) -> JSONObject {
        var parameters: JSONObject = [
            "name": .string(name), "kind": "webhook",
            "params": ["url": .string(url), "method": "PUT", "secret": "confidential-key-1"],
        ]
        for (name, value) in members.members { parameters[name] = value }
        return parameters
    }

    @Test func `a notifier is stored, shown, used, disabled and removed`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let server = try LoopbackServer()
            try await client.call("AddNotifier", add("on-call", server.url("/confidential")))
            let listed = try await client.call("ListNotifiers")["notifiers"]?.array ?? []
            #expect(listed.map { $0["name"] } == ["on-call"])
            #expect(
                listed.first?["params"]
                    == ["url": "********", "method": "PUT", "secret": "********"])
            #expect(listed.first?["shared"] == false)
            #expect(listed.first?["enabled"] == true)

            try await client.apply(schedule("job", "false", use("on-call")))
            let run = try await client.run("job")
            #expect(await server.received(1).first?.method == "PUT")
            let shown = try await client.call("ShowNotifier", ["notifier": "on-call"])
            #expect(shown["users"]?.array?.contains("schedule job") == true)

            let off: JSONObject = ["notifier": "on-call", "reason": "on holiday"]
            try await client.call("DisableNotifier", off)
            let watch = try await daemon.client().watch()
            let again = try await client.call("ResendNotifications", ["run": run["uid"] ?? ""])
            #expect(again["deliveries"] == 1)
            // That the first one was sent is perhaps told only now.
            let told = try await watch.first {
                $0["event"]?["delivery"]?["state"] == "suppressed"
            }
            let delivery = told?["event"]?["delivery"]
            #expect(delivery?["kind"] == "webhook")
            #expect(delivery?["reason"] == "the notifier on-call is disabled: on holiday")
            #expect(
                try await client.call("ListDeliveries", ["state": "suppressed"])["deliveries"]?
                    .array?.first
                    == delivery)
            #expect(
                try await client.call("ShowNotifier", ["notifier": "on-call"])["notifier"]?[
                    "disabled_reason"] == "on holiday")
            try await client.call("EnableNotifier", ["notifier": "on-call"])

            let refused = try await client.refusal("RemoveNotifier", ["notifier": "on-call"])
            #expect(refused.name == "InvalidState")
            #expect(refused.message.contains("in use (schedule job"), "\(refused)")
            let forced: JSONObject = ["notifier": "on-call", "force": true]
            try await client.call("RemoveNotifier", forced)
            #expect(try await client.call("ListNotifiers")["notifiers"] == [])
            #expect(
                try await client.refusal("RemoveNotifier", forced).name == "NotFound")
        }
    }

    @Test func `what is wrong with one is told, and nothing is stored`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let wrong = try await client.refusal(
                "AddNotifier", ["name": "x", "kind": "webhok", "params": ["url": "hidden"]])
            #expect(wrong.paths == ["kind"])
            #expect(wrong.message.contains("did you mean \"webhook\"?"))
            let url = try await client.refusal("AddNotifier", add("x", "confidential"))
            #expect(url.paths == ["params.url"])
            #expect(!"\(url)".contains("confidential"))
            #expect(
                try await client.refusal("AddNotifier", add("no name", "http://a/")).paths
                    == ["name"])
            try await client.call("AddNotifier", add("x", "http://127.0.0.1:1/"))
            let again = try await client.refusal("AddNotifier", add("x", "http://127.0.0.1:1/"))
            #expect(again.name == "InvalidState")
            try await client.call(
                "AddNotifier", add("x", "http://127.0.0.1:2/", ["replace": true]))
            #expect(try await client.call("ListNotifiers")["notifiers"]?.array?.count == 1)
        }
    }

    @Test func `a notifier that is unknown or somebody else's is a fault with its place`()
        async throws
    {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            try await client.call("AddNotifier", add("on-call", "http://127.0.0.1:1/"))
            try await client.call(
                "AddNotifier", add("shared", "http://127.0.0.1:1/", ["shared": true]))
            let fault = try await client.refusal(
                "ApplySchedules",
                [
                    "schedules": [
                        schedule("plain"),
                        schedule(
                            "job", "true",
                            [
                                "notifications": [
                                    ["name": "a", "kind": "console"],
                                    ["name": "b", "notifier": "oncall"],
                                ]
                            ]),
                    ]
                ])
            #expect(fault.paths == ["schedules[1].notifications[1].notifier"])
            #expect(
                fault.message.contains("unknown notifier \"oncall\": did you mean \"on-call\"?"))
            #expect(try await client.call("ListSchedules")["schedules"] == [])

            daemon.act(as: TestDaemon.stranger)
            let others = try await client.refusal(
                "ApplySchedules", ["schedules": [schedule("job", "true", use("on-call"))]])
            #expect(others.paths == ["schedules[0].notifications[0].notifier"])
            #expect(others.message.contains("those that may be used here are shared"))
            try await client.apply(schedule("job", "true", use("shared")))
            let set = try await client.refusal(
                "SetScheduleNotifications",
                ["schedule": "job", "notifications": use("on-call")["notifications"] ?? []])
            #expect(set.paths == ["notifications[0].notifier"])

            // An administrator's own is not the schedule's owner's.
            daemon.act(as: TestDaemon.administrator)
            let foreign = try await client.refusal(
                "SetScheduleNotifications",
                ["schedule": "job", "notifications": use("on-call")["notifications"] ?? []])
            #expect(foreign.paths == ["notifications[0].notifier"])
            try await client.call("DeleteSchedule", ["schedule": "job"])
            let project = try await client.refusal(
                "SetProjectNotifications",
                ["project": "default", "notifications": use("on-call")["notifications"] ?? []])
            #expect(project.paths == ["notifications[0].notifier"])
            #expect(project.message.contains("a project may use shared ones, which are shared"))
        }
    }

    @Test func `strangers see of shared ones their names, and of others nothing`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            try await client.call("AddNotifier", add("own", "http://127.0.0.1:1/"))
            try await client.call(
                "AddNotifier", add("shared", "http://127.0.0.1:1/", ["shared": true]))
            daemon.act(as: TestDaemon.stranger)
            let listed = try await client.call("ListNotifiers")["notifiers"]?.array ?? []
            #expect(listed.map { $0["name"] } == ["shared"])
            #expect(listed.first?["params"] == nil)
            for method in ["ShowNotifier", "RemoveNotifier", "DisableNotifier", "EnableNotifier"] {
                let refusal = try await client.refusal(method, ["notifier": "own"])
                #expect(refusal.name == "NotPermitted", "\(method)")
            }
            let share = try await client.refusal(
                "AddNotifier", add("mine", "http://127.0.0.1:1/", ["shared": true]))
            #expect(share.name == "NotPermitted")
        }
    }

    @Test func `references are for administrators, in every method that takes them`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let notifications: JSONValue = [
                ["name": "n", "kind": "slack", "params": ["webhook": "file:/etc/shadow"]]
            ]
            let calls: [(String, JSONObject, String)] = [
                (
                    "ApplySchedules",
                    ["schedules": [schedule("job", "true", ["notifications": notifications])]],
                    "schedules[0].notifications[0].params.webhook"
                ),
                (
                    "SetScheduleNotifications",
                    ["schedule": "job", "notifications": notifications],
                    "notifications[0].params.webhook"
                ),
                (
                    "AddNotifier",
                    [
                        "name": "n", "kind": "slack",
                        "params": ["webhook": "file:/etc/shadow"],
                    ], "params.webhook"
                ),
            ]
            daemon.act(as: TestDaemon.stranger)
            for (method, parameters, path) in calls {
                let refusal = try await client.refusal(method, parameters)
                #expect(refusal.name == "InvalidDefinition")
                #expect(refusal.paths == [path])
                #expect(refusal.message.contains("only administrators"))
            }
            daemon.act(as: TestDaemon.administrator)
            for (method, parameters, _) in calls { try await client.call(method, parameters) }
            let shown = try await client.call("ShowSchedule", ["schedule": "job"])
            let list = shown["state"]?["schedule"]?["notifications"]?.array
            #expect(list?.first?["params"] == ["webhook": "file:/etc/shadow"])
        }
    }
}
