import Formats
import TestKit
import Testing

/// The policies of a schedule as a client sees them.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct PolicyTests {
    @Test func `policies are kept as they were sent`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let policies: JSONObject = [
                "overlap": "queue-all", "max_active": 2, "catch_up": "all", "catch_up_limit": 5,
                "start_deadline": "6h", "spread": "30m",
                "retry": [
                    "limit": 5, "delay": "10s", "max_delay": "10m", "exit_codes": [75, 111],
                    "reasons": ["timeout", "lost"],
                ],
                "start_on_boot": true, "leftovers": "keep", "dst_gap": "skip", "dst_fold": "both",
            ]
            #expect(
                try await client.apply(schedule("job", "true", policies)).first?["change"]
                    == "created")
            let state = try await client.call("ShowSchedule", ["schedule": "job"])["state"]
            for (name, value) in policies.members { #expect(state?["schedule"]?[name] == value) }
            #expect(state?["state"] == "active")
            #expect(
                try await client.apply(schedule("job", "true", policies)).first?["change"]
                    == "unchanged")
            let changed = try await client.apply(schedule("job", "true", ["spread": "1m"]))
            #expect(changed.first?["change"] == "updated")
        }
    }

    @Test func `the wire has retry as an object alone, and words that are known`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let short = try await client.refusal(
                "ApplySchedules", ["schedules": [schedule("job", "true", ["retry": 3])]])
            #expect(short.name == "org.varlink.service.InvalidParameter")
            let word = try await client.refusal(
                "ApplySchedules", ["schedules": [schedule("job", "true", ["overlap": "Forbid"])]])
            #expect(word.paths == ["schedules[0].overlap"])
            #expect(word.message.contains("did you mean \"skip\"?"))
        }
    }

    @Test func `a run waits for the one before it, and may be taken out`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let gate = try Gate()
            try await client.apply(schedule("job", gate.command, ["overlap": "queue"]))
            let first = try await client.start("job")
            let second = try await client.start("job")
            let waiting = try await client.call("ShowRun", ["run": second])["run"]
            #expect(waiting?["state"] == "pending")
            #expect(waiting?["waiting"] == true)
            let status = try await client.call("GetStatus")
            #expect(status["active_runs"] == 1)
            #expect(status["waiting_runs"] == 1)
            #expect(
                try await client.refusal("StartSchedule", ["schedule": "job"]).name
                    == "InvalidState")
            try await client.call("AbortRun", ["run": second])
            let aborted = try await client.wait(for: second)
            #expect(aborted["state"] == "aborted")
            #expect(aborted["started_at"] == nil)
            let third = try await client.start("job")
            try await gate.open()
            #expect(try await client.wait(for: first)["state"] == "completed")
            try await gate.open()
            #expect(try await client.wait(for: third)["state"] == "completed")
        }
    }

    @Test func `a run that says so is tried again, and its attempts are kept`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let folder = ScratchDirectory()
            let script = "test -e \(folder.path)/x || { touch \(folder.path)/x; exit 75; }"
            try await client.apply(
                schedule("job", script, ["retry": ["limit": 2, "delay": "0s"]]))
            let run = try await client.run("job")
            #expect(run["state"] == "completed")
            #expect(run["attempt"] == 2)
            let shown = try await client.call("ShowRun", ["run": run["uid"] ?? ""])
            #expect(shown["attempts"]?.array?.count == 1)
            let attempt = shown["attempts"]?.array?.first
            #expect(attempt?["number"] == 1)
            #expect(attempt?["reason"] == "exit")
            #expect(attempt?["exit_code"] == 75)
        }
    }
}
