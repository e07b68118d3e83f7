import Domain
import Formats
import Persistence
import Scheduling
import TestKit
import Testing

/// Pauses that end by themselves, and what they let pass.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct PauseTests {
    let bench: Bench

    init() throws { bench = try Bench() }

    private func minute(_ minute: Int64) -> Timestamp { Bench.start + .seconds(minute * 60) }

    @Test func `a pause ends by itself, and says who paused it and why`() async throws {
        await bench.begin()
        await bench.scheduler.changed(try await bench.apply("job", "*/10 * * * *"))
        await bench.advance(by: .seconds(15 * 60))
        try await bench.pause("job", until: minute(40), reason: "the tape is full")
        await bench.advance(by: .seconds(45 * 60))
        #expect(
            try await bench.story("job") == [
                "ran 00:10", "paused 00:20 x3", "ran 00:50", "ran 01:00",
            ])
        let paused = try await bench.rows("job")[1]
        #expect(paused.message == "paused by ada: the tape is full")
        #expect(paused.lastOccurrence == minute(40))
        let schedule = try await bench.store.schedule(bench.key("job"), by: Bench.owner).schedule
        #expect(schedule.pause == nil)
        await bench.end()
    }

    @Test func `what was due since the pause ended is owed`() async throws {
        let schedule = try await bench.apply("job", "*/10 * * * *")
        await bench.begin()
        try await bench.pause("job", until: minute(25))
        #expect(await bench.scheduler.nextOccurrence(of: schedule.id) == nil)
        await bench.crash()
        bench.clock.advance(to: minute(55))
        await bench.begin()
        #expect(
            try await bench.story("job") == [
                "paused 00:10 x2", "missed 00:30 x2", "catch-up 00:50",
            ])
        #expect(try await bench.rows("job")[0].message == "paused by ada")
        #expect(await bench.scheduler.nextOccurrence(of: schedule.id) == minute(60))
        await bench.end()
    }

    @Test func `a pause made longer does not end at its first time`() async throws {
        try await bench.apply("job", "*/10 * * * *")
        await bench.begin()
        try await bench.pause("job", until: minute(15))
        try await bench.pause("job", until: minute(35))
        await bench.advance(by: .seconds(30 * 60))
        #expect(bench.alarm.rings == 0)
        await bench.advance(by: .seconds(10 * 60))
        #expect(try await bench.story("job") == ["paused 00:10 x3", "ran 00:40"])
        // One ring ends the pause, one starts the run.
        #expect(bench.alarm.rings == 2)
        await bench.end()
    }

    @Test func `a pause that the store knows to be longer goes on`() async throws {
        try await bench.apply("job", "*/10 * * * *")
        await bench.begin()
        try await bench.pause("job", until: minute(15))
        let longer = Pause(at: bench.now, until: minute(35), by: Owner(uid: 0))
        _ = try await bench.store.setPause(
            longer, of: try bench.key("job"), by: Bench.owner, now: bench.now)
        await bench.advance(by: .seconds(40 * 60))
        #expect(try await bench.story("job") == ["paused 00:10 x3", "ran 00:40"])
        #expect(try await bench.rows("job")[0].message == "paused by root")
        await bench.end()
    }

    @Test func `resumed by hand, a pause with an end owes nothing of before`() async throws {
        try await bench.apply("job", "*/10 * * * *")
        await bench.begin()
        try await bench.pause("job", until: minute(600))
        await bench.advance(by: .seconds(25 * 60))
        try await bench.resume("job")
        await bench.advance(by: .seconds(10 * 60))
        #expect(try await bench.story("job") == ["paused 00:10 x2", "ran 00:30"])
        await bench.end()
    }

    @Test func `a crash between the account of a pause and its end changes nothing`() async throws {
        try await bench.apply("job", "*/10 * * * *")
        await bench.begin()
        try await bench.pause("job", until: minute(30))
        await bench.crash()
        bench.clock.advance(to: minute(32))
        try await bench.scheduler.load()
        try await bench.scheduler.accountForPauses(
            of: [bench.key("job")], by: Bench.owner, now: minute(30))
        await bench.crash()
        await bench.begin()
        #expect(try await bench.story("job") == ["paused 00:10 x3"])
        await bench.advance(by: .seconds(10 * 60))
        #expect(try await bench.story("job") == ["paused 00:10 x3", "ran 00:40"])
        await bench.end()
    }

    @Test func `a paused start of the machine, and a paused after, are not owed`() async throws {
        try await bench.apply("boot", "@reboot")
        try await bench.apply("after", "after 10m")
        await bench.begin()
        try await bench.pause("boot")
        try await bench.pause("after", until: minute(60))
        await bench.restart(after: .seconds(1800))
        await bench.begin()
        await bench.advance(by: .seconds(35 * 60))
        #expect(try await bench.story("boot") == [])
        #expect(try await bench.story("after") == [])
        await bench.advance(by: .seconds(10 * 60))
        #expect(try await bench.story("after") == ["ran 01:10"])
        await bench.end()
    }
}
