import Control
import Daemon
import Domain
import Formats
import Glibc
import Persistence
import Platform
import TestKit
import Testing

/// What a client is told when it asks why.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct WhyTests {
    private func texts(_ reply: JSONObject) -> [String] {
        reply["findings"]?.array?.compactMap { $0["text"]?.string } ?? []
    }

    @Test func `a run tells how it was tried, how it ended, and whom it told or not`() async throws
    {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let notifications: JSONValue = [
                ["name": "log", "kind": "console", "when": ["error"]],
                ["name": "happy", "kind": "console", "when": ["completed"]],
            ]
            try await client.apply(
                schedule(
                    "job", "[ $NOTIFYD_ATTEMPT = 2 ] && exit 3; exit 75",
                    [
                        "retry": ["limit": 1, "delay": "1ms", "max_delay": "1ms"],
                        "notifications": notifications,
                    ]))
            let run = try await client.start("job")
            _ = try await client.wait(for: run)
            let reply = try await client.call("Why", ["run": run])
            #expect(reply["answer"] == "It ran, and ended in error: exit status 3.")
            #expect(reply["run"]?["uid"] == run)
            let found = texts(reply)
            #expect(found.first == "started by hand")
            #expect(found.contains("attempt 1 failed and was to be repeated: exit status 75"))
            #expect(found.contains("started, attempt 2"))
            #expect(found.contains("error: exit status 3"))
            #expect(found.contains { $0.hasPrefix("log (console) ") })
            #expect(found.contains("happy was not told: it listens to completed"))
            #expect(found.last == "the next start")
        }
    }

    @Test func `what is still running or waiting says so`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let gate = try Gate()
            try await client.apply(schedule("job", gate.command, ["overlap": "queue"]))
            let watching = try await daemon.client().watch()
            let first = try await client.start("job")
            let second = try await client.start("job")
            for try await event in watching where event["event"]?["run"]?["state"] == "running" {
                break
            }
            #expect(try await client.call("Why", ["run": first])["answer"] == "It is running.")
            #expect(
                try await client.call("Why", ["run": second])["answer"]
                    == "It has not started yet: it waits until others have ended.")
            try await client.call("AbortRun", ["run": second])
            try await gate.open()
            _ = try await client.wait(for: first)
        }
    }

    /// Nights of a schedule at 02:30 in New York, the first of them the night of the gap in 2025.
    private struct Past {
        static let night = Timestamp(seconds: 1_741_503_600)
        static func night(_ number: Int) -> Timestamp {
            // After the first one, 02:30 is half an hour before what 03:00 was.
            number == 0 ? night : night + .seconds(86_400 * number - 1800)
        }

        let folder = ScratchDirectory()
        let settings: Settings

        /// Four nights: the first ran, the second was an overlap, two were missed; then a pause.
        init() async throws {
            settings = TestDaemon.settings(in: folder)
            guard unsafe mkdir(settings.stateDirectory, 0o700) == 0 else {
                throw SystemError("mkdir")
            }
            let store = try Store.open(
                directory: settings.stateDirectory, log: Journal().log)
            var generator = SeededGenerator(seed: 1)
            let key = ScheduleKey(name: try Name("night"))
            let schedule = try await store.applySchedules(
                [
                    ScheduleDefinition(
                        key: key, when: "30 2 * * *", timezone: "America/New_York",
                        command: CommandLine(shell: "true"))
                ], by: TestDaemon.administrator, now: Self.night + .seconds(-3600))[0].schedule
            func due(_ runs: [Int], _ skips: [Skip], until: Int) -> DueSchedule {
                DueSchedule(
                    scheduleID: schedule.id, revision: schedule.revision,
                    runs: runs.map {
                        DueRun(
                            uid: UID(now: Self.night($0), using: &generator),
                            occurrence: Self.night($0), trigger: .schedule)
                    }, skips: skips, accountedUntil: Self.night(until))
            }
            let first = try await store.createDueRuns(
                [due([0], [], until: 0)], launcher: "l1", now: Self.night
            ).runs[0].run
            _ = try await store.recordStarted([
                StartedRun(uid: first.uid, at: Self.night + .seconds(300))
            ])
            _ = try await store.createDueRuns(
                [due([1], [], until: 1)], launcher: "l1", now: Self.night(1))
            _ = try await store.completeRuns([
                Completion(
                    uid: first.uid, attempt: 1, outcome: .notStarted("no such file"),
                    startedAt: nil, endedAt: Self.night(1) + .seconds(60))
            ])
            _ = try await store.createDueRuns(
                [
                    due(
                        [],
                        [
                            Skip(
                                reason: .missed, first: Self.night(2), last: Self.night(3),
                                count: 2)
                        ], until: 3)
                ], launcher: "l1", now: Self.night(3) + .seconds(50_000))
            try await store.record(
                Interruption(
                    kind: .machineOff, from: Self.night(1) + .seconds(7200),
                    until: Self.night(3) + .seconds(50_000)))
            let pause = Pause(
                at: Self.night(4), by: Owner(uid: 0), reason: "the disk is changed")
            _ = try await store.setPause(
                pause, of: key, by: TestDaemon.administrator, now: Self.night(4))
            await store.close()
        }
    }

    @Test func `an occurrence tells what became of it, long afterwards too`() async throws {
        let past = try await Past()
        let daemon = try await TestDaemon(past.settings)
        let client = try await daemon.client()
        func why(_ at: JSONValue) async throws -> JSONObject {
            try await client.call("Why", ["schedule": "night", "at": at])
        }
        let ran = try await why("2025-03-09T07:00:00Z")
        #expect(ran["answer"] == "It ran, 5m late, and ended in error: no such file.")
        #expect(ran["occurrence"] == "2025-03-09T07:00:00Z")

        // On the wall that time was jumped over, and the run came when the jump ended.
        let gap = try await why("2025-03-09T02:30")
        #expect(gap["answer"] == ran["answer"])
        #expect(
            texts(gap).first ?? ""
                == "2025-03-09T02:30 did not exist: the clock of America/New_York jumped over it "
                + "until then")

        let overlap = try await why("2025-03-10T02:30")
        #expect(overlap["answer"]?.string?.hasPrefix("It did not run: the run ") == true)
        #expect(overlap["answer"]?.string?.hasSuffix(" had not ended.") == true)

        for time in ["2025-03-11 02:30", "2025-03-12 02:30", "2025-03-12T12:00"] as [JSONValue] {
            let missed = try await why(time)
            #expect(missed["run"]?["count"] == 2)
            #expect(
                missed["answer"]?.string?.hasPrefix("It and 1 like it did not run: it was noticed")
                    == true)
            #expect(texts(missed).contains { $0.hasPrefix("the machine was off") })
        }

        let paused = try await why("2025-03-14T02:30")
        #expect(
            paused["answer"] == "It did not run: the schedule is paused: the disk is changed.")
        #expect(texts(paused).contains("paused by root"))

        let before = try await why("2024-01-01T02:30")
        #expect(before["answer"] == "It was not owed: the schedule did not exist yet.")
        try await daemon.end()
    }

    @Test func `a run by hand since the last occurrence is named`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            try await client.apply(schedule("job"))
            let unstarted = try await client.call("Why", ["schedule": "job"])
            #expect(!texts(unstarted).contains { $0.contains("by hand") })
            let run = try await client.run("job")["uid"]?.string ?? ""
            let reply = try await client.call("Why", ["schedule": "job"])
            #expect(reply["answer"] == unstarted["answer"])
            #expect(texts(reply).contains("run \(run), started by hand: completed"))
            let before = try await client.call(
                "Why", ["schedule": "job", "at": "2025-01-01T00:00:00Z"])
            #expect(!texts(before).contains { $0.contains("by hand") })
        }
    }

    @Test func `a time that is none, and what others own, is refused`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            try await client.apply(schedule("job"))
            let bad = try await client.refusal("Why", ["schedule": "job", "at": "yesterday"])
            #expect(bad.message.contains("\"yesterday\" is no time"))
            let unknown = try await client.refusal("Why", ["schedule": "none"])
            #expect(unknown.name == "NotFound")
            daemon.act(as: TestDaemon.stranger)
            let other = try await client.refusal("Why", ["schedule": "job"])
            #expect(other.name == "NotPermitted")
        }
    }
}
