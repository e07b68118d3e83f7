import Formats
import TestKit
import Testing

/// Schedules whose times have passed.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct ComingTimeTests {
    private func once(_ name: JSONValue, _ when: JSONValue, _ script: String = "true") -> JSONValue
    {
        schedule(name, script, ["when": when, "timezone": "Europe/Berlin"])
    }

    @Test func `what never comes again is refused when it is new, and stays when it is known`()
        async throws
    {
        let folder = ScratchDirectory()
        // Ahead of every alarm that could ring meanwhile: 2099-01-01.
        let clock = ManualClock(microseconds: 4_070_908_800_000_000)
        let daemon = try await TestDaemon(TestDaemon.settings(in: folder), clock: clock)
        let client = try await daemon.client()
        let passed = try await client.refusal(
            "ApplySchedules",
            ["schedules": [schedule("right"), once("job", "at 2098-12-24T18:00")]])
        #expect(passed.name == "InvalidDefinition")
        #expect(passed.paths == ["schedules[1].when"])
        #expect(passed.message.contains("does not come again"))
        #expect(try await client.call("ListSchedules")["schedules"] == [])

        try await client.apply(once("job", "at 2099-01-02T18:00"))
        clock.advance(by: .seconds(3 * 86_400))
        let same = try await client.apply(once("job", "at 2099-01-02T18:00"))
        #expect(same.first?["change"] == "unchanged")
        let other = try await client.apply(once("job", "at 2099-01-02T18:00", "false"))
        #expect(other.first?["change"] == "updated")
        let moved = try await client.refusal(
            "ApplySchedules", ["schedules": [once("job", "at 2099-01-03T18:00")]])
        #expect(moved.paths == ["schedules[0].when"])
        let later = try await client.apply(once("job", "at 2099-02-02T18:00"))
        #expect(later.first?["change"] == "updated")
        try await daemon.stop()
    }

    @Test func `what waits for something else than a time may always come`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            try await client.apply(schedule("boot", "true", ["when": "@reboot"]))
            let state = try await client.call("ShowSchedule", ["schedule": "boot"])["state"]
            #expect(state?["state"] == "active")
            #expect(state?["next_occurrence"] == nil)
        }
    }
}
