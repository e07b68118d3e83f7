import Daemon
import Domain
import Formats
import Glibc
import Platform
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct OwnerTests {
    @Test func `others' things are not permitted by name, and left out of lists`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let hooks: JSONObject = ["notifications": [["name": "log", "kind": "console"]]]
            try await client.apply(schedule("private", "echo hidden", hooks))
            let uid = try await client.run("private")["uid"] ?? ""
            daemon.act(as: TestDaemon.stranger)
            for method in [
                "ShowSchedule", "NextOccurrences", "DeleteSchedule", "PauseSchedule",
                "ResumeSchedule", "StartSchedule",
            ] {
                let refusal = try await client.refusal(method, ["schedule": "private"])
                #expect(refusal.name == "NotPermitted", "\(method)")
            }
            for method in ["ShowRun", "WaitForRun", "ReadLog", "AbortRun", "ResendNotifications"] {
                let refusal = try await client.refusal(method, ["run": uid])
                #expect(refusal.name == "NotPermitted", "\(method)")
            }
            let report: JSONObject = ["run": uid, "results": ["a": 1]]
            #expect(try await client.refusal("SetResults", report).name == "NotPermitted")
            let set: JSONObject = ["schedule": "private", "notifications": []]
            #expect(
                try await client.refusal("SetScheduleNotifications", set).name == "NotPermitted")
            // All or none: theirs is not made when another of the request may not be changed.
            let both: JSONObject = ["schedules": [schedule("mine"), schedule("private", "true")]]
            #expect(try await client.refusal("ApplySchedules", both).name == "NotPermitted")
            #expect(try await client.call("ListSchedules")["schedules"] == [])
            #expect(try await client.call("ListRuns")["runs"] == [])
            #expect(try await client.call("ListRuns", ["schedule": "private"])["runs"] == [])
            #expect(try await client.call("ListDeliveries")["deliveries"] == [])
            #expect(try await client.call("ListDeliveries", ["run": uid])["deliveries"] == [])

            try await client.apply(schedule("mine"))
            #expect(try await client.call("ListSchedules")["schedules"]?.array?.count == 1)
            let ended = try await client.run("mine")
            #expect(ended["reason"] == "start")
            #expect(ended["owner"] == "61234")
            daemon.act(as: TestDaemon.administrator)
            #expect(try await client.call("ListSchedules")["schedules"]?.array?.count == 2)
            #expect(try await client.call("ListRuns")["runs"]?.array?.count == 2)
            try await client.call("DeleteSchedule", ["schedule": "mine"])
        }
    }

    @Test func `others' pauses are not accounted for by who may not end them`() async throws {
        let folder = ScratchDirectory()
        // So far ahead that no alarm rings of itself.
        let clock = ManualClock(microseconds: 4_000_000_000_000_000)
        let daemon = try await TestDaemon(TestDaemon.settings(in: folder), clock: clock)
        let client = try await daemon.client()
        let paused = schedule("job", "true", ["when": "every 15m", "paused": true])
        try await client.apply(paused)
        clock.advance(by: .seconds(3600))
        let all: JSONObject = ["with_skipped": true]
        daemon.act(as: TestDaemon.stranger)
        for (method, parameters) in [
            ("ResumeSchedule", ["schedule": "job"]), ("ApplySchedules", ["schedules": [paused]]),
        ] as [(String, JSONObject)] {
            #expect(try await client.refusal(method, parameters).name == "NotPermitted")
        }
        daemon.act(as: TestDaemon.administrator)
        #expect(try await client.call("ListRuns", all)["runs"] == [])
        try await client.call("ResumeSchedule", ["schedule": "job"])
        let skipped = try await client.call("ListRuns", all)["runs"]?.array ?? []
        #expect(skipped.count == 1)
        #expect(skipped.first?["reason"] == "paused")
        #expect(skipped.first?["count"] == 4)
        #expect(try await client.call("ListRuns")["runs"] == [])
        try await daemon.end()
    }

    @Test func `only administrators choose another user, or go before others`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let nobody = try #require(SystemUser(named: "nobody"))
            daemon.act(as: Caller(uid: nobody.uid, isAdministrator: false))
            for (members, word) in [
                (["user": "root"], "run as root"), (["limits": ["nice": -1]], "niceness -1"),
            ] as [(JSONObject, String)] {
                let refusal = try await client.refusal(
                    "ApplySchedules", ["schedules": [schedule("x", "true", members)]])
                #expect(refusal.name == "NotPermitted")
                #expect(refusal.message.contains(word), "\(refusal)")
            }
            try await client.apply(
                schedule("x", "true", ["user": "nobody", "limits": ["nice": 0]]))
            daemon.act(as: TestDaemon.administrator)
            try await client.apply(
                schedule("x", "true", ["user": "root", "limits": ["nice": -1]]))
            // It stays whose it was, who now may not run it as they please.
            #expect(
                try await client.call("ShowSchedule", ["schedule": "x"])["state"]?["owner"]
                    == "nobody")
        }
    }

    @Test func `others are not told whose destinations fail`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let refusing = try RefusingPort()
            try await client.apply(
                schedule(
                    "job", "true",
                    [
                        "notifications": [
                            [
                                "name": "hook", "kind": "webhook",
                                "params": ["url": .string("http://127.0.0.1:\(refusing.port)/")],
                            ]
                        ]
                    ]))
            _ = try await client.run("job")
            await daemon.journal.awaits("does not answer")
            #expect(
                try await client.call("GetStatus")["failing_destinations"]?.array?.isEmpty == false)
            daemon.act(as: TestDaemon.stranger)
            #expect(try await client.call("GetStatus")["failing_destinations"] == [])
        }
    }

    @Test func `root and our own user administer, and nobody does not`() throws {
        #expect(Callers.caller(Peer(pid: 1, uid: 0, gid: 0)).isAdministrator)
        #expect(Callers.caller(Peer(pid: 1, uid: geteuid(), gid: 0)).isAdministrator)
        let nobody = try #require(SystemUser(named: "nobody"))
        let caller = Callers.caller(Peer(pid: 1, uid: nobody.uid, gid: 0))
        #expect(caller == Caller(uid: nobody.uid, isAdministrator: false))
        #expect(!Callers.caller(Peer(pid: 1, uid: 61_234, gid: 0)).isAdministrator)
    }
}
