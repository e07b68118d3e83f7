import Formats
import TestKit
import Testing

/// What is asked for wrongly gets one sentence, and changes nothing.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct RefusalTests {
    static let unknownRun: JSONValue = "0193a1b2-0000-7000-8000-000000000000"

    @Test func `what does not exist is not found, and the message says where to look`() async throws
    {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            try await client.apply(schedule("there", "true", ["project": "other"]))
            for method in [
                "ShowSchedule", "NextOccurrences", "DeleteSchedule", "PauseSchedule",
                "ResumeSchedule", "StartSchedule",
            ] {
                for project: JSONValue in ["default", "none", nil] {
                    let refusal = try await client.refusal(
                        method, ["project": project, "schedule": "there"])
                    let key = "\(project.string ?? "default")/there"
                    #expect(refusal.name == "NotFound", "\(method)")
                    #expect(refusal.parameters["kind"] == "schedule")
                    #expect(refusal.parameters["name"] == .string(key))
                    #expect(
                        refusal.message
                            == "there is no schedule \(key): see notifyctl list-schedules")
                }
            }
            let set = try await client.refusal(
                "SetScheduleNotifications", ["schedule": "there", "notifications": []])
            #expect(set.name == "NotFound")
            for run in [
                Self.unknownRun, "", "no uid", .string(String(repeating: "x", count: 3000)),
            ] {
                for method in [
                    "ShowRun", "WaitForRun", "ReadLog", "AbortRun", "ResendNotifications",
                ] {
                    let refusal = try await client.refusal(method, ["run": run])
                    #expect(refusal.name == "NotFound", "\(method)")
                    #expect(refusal.parameters["kind"] == "run")
                    #expect(refusal.message.hasSuffix(": see notifyctl list-runs"))
                    #expect(refusal.message.utf8.count < 300)
                }
                let set = try await client.refusal(
                    "SetRunNotifications", ["run": run, "notifications": []])
                #expect(set.name == "NotFound")
                #expect(
                    try await client.refusal("ListNotifications", ["run": run]).name == "NotFound")
            }
            let hidden = try await client.refusal("ShowRun", ["run": "\u{1B}[31m\n"])
            #expect(!hidden.message.unicodeScalars.contains { $0.value < 32 })
            #expect(
                try await client.refusal("ListRuns", ["after": Self.unknownRun]).name == "NotFound")
            #expect(
                try await client.refusal("ListDeliveries", ["run": "no uid"]).name == "NotFound")
            let after: JSONValue = .string("\(Self.unknownRun.string ?? "").hook")
            for place in [after, "nonsense"] {
                let refusal = try await client.refusal("ListDeliveries", ["after": place])
                #expect(refusal.parameters["kind"] == "delivery")
            }
            #expect(
                try await client.refusal("ListSchedules", ["after": "no/such/key"]).name
                    == "NotFound")
        }
    }

    struct Wrong: Sendable, CustomTestStringConvertible {
        let method: String
        let parameters: JSONObject
        let path: String

        init(_ method: String, _ parameters: JSONObject, _ path: String) {
            (self.method, self.parameters, self.path) = (method, parameters, path)
        }

        var testDescription: String { "\(method) \(path)" }
    }

    static let wrong: [Wrong] =
        [
            "a/b", "", ".hidden", "-dash", "a b", "\u{7}",
            .string(String(repeating: "x", count: 101)),
        ]
        .flatMap { (name: JSONValue) in
            [
                Wrong("ShowSchedule", ["schedule": name], "schedule"),
                Wrong("StartSchedule", ["project": name, "schedule": "there"], "project"),
                Wrong("ListRuns", ["schedule": name], "schedule"),
                Wrong("ListSchedules", ["project": name], "project"),
                Wrong("ListDeliveries", ["project": name], "project"),
                Wrong(
                    "ResendNotifications", ["run": unknownRun, "notification": name], "notification"
                ),
            ]
        } + [
            Wrong("ListRuns", ["state": "done"], "state"),
            Wrong("ListRuns", ["state": "COMPLETED"], "state"),
            Wrong("ListDeliveries", ["state": "completed"], "state"),
            Wrong("ListRuns", ["limit": 0], "limit"),
            Wrong("ListRuns", ["limit": 1001], "limit"),
            Wrong("ListDeliveries", ["limit": -1], "limit"),
            Wrong("NextOccurrences", ["schedule": "there", "count": 0], "count"),
            Wrong("NextOccurrences", ["schedule": "there", "count": 1001], "count"),
            Wrong("NextOccurrences", ["schedule": "there", "from": "yesterday"], "from"),
            Wrong(
                "NextOccurrences", ["schedule": "there", "from": "2026-02-30T00:00:00Z"], "from"),
            Wrong("NextOccurrences", ["schedule": "there", "from": ""], "from"),
        ]

    @Test func `values that cannot be are faults with their path`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            try await client.apply(schedule("there"))
            for wrong in Self.wrong {
                let refusal = try await client.refusal(wrong.method, wrong.parameters)
                #expect(refusal.name == "InvalidDefinition", "\(wrong.testDescription)")
                #expect(refusal.paths == [wrong.path], "\(wrong.testDescription)")
                #expect(refusal.message.hasPrefix("\(wrong.path): "))
            }
        }
    }

    @Test func `calls that break the interface are told the parameter`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let calls: [(String, JSONObject, String)] = [
                ("ShowSchedule", [:], "schedule"), ("ShowSchedule", ["schedule": 1], "schedule"),
                ("ShowSchedule", ["schedule": "a", "force": true], "force"),
                ("GetStatus", ["x": nil], "x"), ("ListRuns", ["limit": .number(1.5)], "limit"),
                ("ApplySchedules", ["schedules": [["name": "x"]]], "schedules[0].when"),
                (
                    "ApplySchedules",
                    ["schedules": [schedule("x", "true", ["limits": ["memory": "1G"]])]],
                    "schedules[0].limits.memory"
                ),
            ]
            for (method, parameters, path) in calls {
                let refusal = try await client.refusal(method, parameters)
                #expect(refusal.name == "org.varlink.service.InvalidParameter", "\(method)")
                #expect(refusal.parameters["parameter"] == .string(path), "\(method)")
            }
            #expect(
                try await client.refusal("Watch").name == "org.varlink.service.ExpectedMore")
            #expect(
                try await client.refusal("Explode").name == "org.varlink.service.MethodNotFound")
        }
    }

    @Test func `all faults of schedules come at once, and nothing is applied`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let refusal = try await client.refusal(
                "ApplySchedules",
                [
                    "schedules": [
                        schedule("right"),
                        schedule("when", "true", ["when": "61 * * * *", "timezone": "No/Where"]),
                        schedule("nobody", "true", ["user": "no-such-user"]),
                        schedule(
                            "hook", "true",
                            [
                                "notifications": [
                                    [
                                        "name": "x", "kind": "webhook",
                                        "params": ["url": "ftp://confidential"],
                                    ],
                                    ["name": "x", "kind": "carrier-pigeon"],
                                    [
                                        "name": "y", "kind": "webhook",
                                        "params": [
                                            "url": "********", "secret": "whsec_confidential!",
                                        ],
                                    ],
                                ]
                            ]), schedule("right"),
                    ]
                ])
            #expect(refusal.name == "InvalidDefinition")
            let expected: Set = [
                "schedules[1].when", "schedules[1].timezone",
                "schedules[3].notifications[0].params.url", "schedules[3].notifications[1].kind",
                "schedules[3].notifications[2].params.url", "schedules[4]",
            ]
            #expect(expected.subtracting(refusal.paths) == [], "\(refusal)")
            #expect(!refusal.description.contains("confidential"))
            #expect(try await client.call("ListSchedules")["schedules"] == [])
            // The system's users are looked at once all else is right.
            let user = try await client.refusal(
                "ApplySchedules",
                ["schedules": [schedule("a"), schedule("b", "true", ["user": "no-such-user"])]])
            #expect(user.paths == ["schedules[1].user"])
            #expect(try await client.call("ListSchedules")["schedules"] == [])
        }
    }

    @Test func `what has ended, or runs, is not to be ended or started again`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let gate = try Gate()
            try await client.apply(
                schedule("job", gate.command),
                schedule(
                    "hooked", "false", ["notifications": [["name": "log", "kind": "console"]]]))
            let run = try await client.start("job")
            let again = try await client.refusal("StartSchedule", ["schedule": "job"])
            #expect(again.name == "InvalidState")
            #expect(again.message.contains(run.string ?? "-"))
            let early = try await client.refusal("ResendNotifications", ["run": run])
            #expect(early.name == "InvalidState")
            try await gate.open()
            #expect(try await client.wait(for: run)["state"] == "completed")
            let over = try await client.refusal("AbortRun", ["run": run])
            #expect(over.name == "InvalidState")
            #expect(
                over.message == "the run \(run.string ?? "") has ended already: it is completed")
            // Nobody listens, so that there is nothing to send again.
            let nobody = try await client.refusal("ResendNotifications", ["run": run])
            #expect(nobody.name == "NotFound")
            #expect(nobody.parameters["kind"] == "notification")
            let hooked = try await client.run("hooked")
            #expect(hooked["reason"] == "exit")
            let unknown = try await client.refusal(
                "ResendNotifications", ["run": hooked["uid"] ?? "", "notification": "other"])
            #expect(unknown.parameters["kind"] == "notification")
            let resent = try await client.call(
                "ResendNotifications", ["run": hooked["uid"] ?? ""])
            #expect(resent["deliveries"] == 1)
        }
    }
}
