import Domain
import Formats
import Persistence
import Platform
import Scheduling
import TestKit
import Testing

/// The scheduler on its way through time, where all goes well.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct SchedulerTests {
    let bench: Bench

    init() throws { bench = try Bench() }

    @Test func `what is due is created once, handed over, and told`() async throws {
        try await bench.apply("quarterly", "*/15 * * * *")
        await bench.begin()
        await bench.advance(by: .seconds(3600))
        #expect(
            try await bench.story("quarterly") == [
                "ran 00:15", "ran 00:30", "ran 00:45", "ran 01:00",
            ])
        #expect(bench.starter.started.map(\.uid) == (try await bench.rows("quarterly").map(\.uid)))
        #expect(bench.starter.createdCount == 4)
        #expect(bench.alarm.rings == 4)
        #expect(bench.journal.texts(from: .warning) == [])
        await bench.end()
    }

    @Test func `idle, the alarm does not ring, and a far occurrence is one ring`() async throws {
        await bench.begin()
        await bench.advance(by: .seconds(10 * 366 * 86_400))
        #expect(bench.alarm.rings == 0)
        let schedule = try await bench.apply("yearly", "@yearly")
        await bench.scheduler.changed(schedule)
        await bench.advance(by: .seconds(366 * 86_400))
        #expect(bench.alarm.rings == 1)
        #expect(try await bench.story("yearly") == ["ran 00:00"])
        await bench.end()
    }

    @Test func `an occurrence during a run is skipped, and many in one row`() async throws {
        try await bench.apply("slow", "* * * * *")
        bench.starter.endsRuns = false
        await bench.begin()
        await bench.advance(by: .seconds(300))
        #expect(try await bench.story("slow") == ["ran 00:01", "overlap 00:02 x4"])
        await bench.starter.end(bench.starter.started)
        await bench.advance(by: .seconds(60))
        #expect(try await bench.story("slow") == ["ran 00:01", "overlap 00:02 x4", "ran 00:06"])
        await bench.end()
    }

    @Test func `a schedule is taken up, changed, and let go of on the way`() async throws {
        await bench.begin()
        await bench.scheduler.changed(try await bench.apply("job", "*/10 * * * *"))
        await bench.advance(by: .seconds(10 * 60))
        await bench.scheduler.changed(try await bench.apply("job", "*/25 * * * *"))
        await bench.advance(by: .seconds(20 * 60))
        #expect(try await bench.story("job") == ["ran 00:10", "ran 00:25"])
        let gone = try await bench.store.deleteSchedule(
            ScheduleKey(name: try Name("job")), by: Bench.owner, now: bench.now)
        await bench.scheduler.removed(gone.id)
        let rings = bench.alarm.rings
        await bench.advance(by: .seconds(86_400))
        #expect(bench.alarm.rings == rings)
        #expect(bench.starter.started.count == 2)
        await bench.end()
    }

    @Test func `paused it does not run, and resumed it owes nothing, but tells of it`() async throws
    {
        try await bench.apply("job", "*/10 * * * *")
        await bench.begin()
        await bench.advance(by: .seconds(10 * 60))
        try await bench.pause("job")
        let rings = bench.alarm.rings
        await bench.advance(by: .seconds(3600))
        #expect(bench.alarm.rings == rings)
        await bench.crash()
        await bench.begin()
        try await bench.scheduler.accountForPauses(
            of: [try bench.key("job")], by: Bench.owner, now: bench.now)
        try await bench.resume("job")
        await bench.advance(by: .seconds(10 * 60))
        #expect(try await bench.story("job") == ["ran 00:10", "paused 00:20 x6", "ran 01:20"])
        await bench.end()
    }

    @Test func `what the scheduler was not told of, the store knows`() async throws {
        let first = try await bench.apply("deleted", "*/10 * * * *")
        try await bench.apply("paused", "*/10 * * * *")
        try await bench.apply("changed", "*/10 * * * *")
        await bench.begin()
        _ = try await bench.store.deleteSchedule(first.key, by: Bench.owner, now: bench.now)
        let pause = Pause(at: bench.now, by: Owner(uid: 1000))
        _ = try await bench.store.setPause(
            pause, of: try bench.key("paused"), by: Bench.owner, now: bench.now)
        try await bench.apply("changed", "*/15 * * * *")
        await bench.advance(by: .seconds(40 * 60))
        #expect(try await bench.story("deleted") == [])
        #expect(try await bench.story("paused") == [])
        #expect(try await bench.story("changed") == ["ran 00:15", "ran 00:30"])
        // At 00:10 it learnt of all three; from then on only what is due rings.
        #expect(bench.alarm.rings == 3)
        #expect(await bench.scheduler.count == 2)
        await bench.end()
    }

    @Test func `word of an older state that comes late changes nothing`() async throws {
        let old = try await bench.apply("job", "*/10 * * * *")
        let new = try await bench.apply("job", "*/15 * * * *")
        await bench.begin()
        await bench.scheduler.changed(new)
        await bench.scheduler.changed(old)
        await bench.advance(by: .seconds(1800))
        await bench.scheduler.changed(new)
        await bench.advance(by: .seconds(1800))
        #expect(
            try await bench.story("job") == ["ran 00:15", "ran 00:30", "ran 00:45", "ran 01:00"])
        #expect(bench.alarm.rings == 4)
        await bench.end()
    }

    @Test func `changes without number leave the next occurrence one ring`() async throws {
        let schedule = try await bench.apply("job", "@hourly")
        await bench.begin()
        for _ in 0..<5000 { await bench.scheduler.changed(schedule) }
        await bench.advance(by: .seconds(3600))
        #expect(bench.alarm.rings == 1)
        #expect(try await bench.story("job") == ["ran 01:00"])
        await bench.end()
    }

    @Test func `a zone that has vanished stops its schedule and no other`() async throws {
        try await bench.apply("lost", "* * * * *", timezone: "Atlantis/Capital")
        try await bench.apply("job", "* * * * *")
        await bench.begin()
        await bench.advance(by: .seconds(60))
        #expect(try await bench.story("job") == ["ran 00:01"])
        #expect(try await bench.story("lost") == [])
        #expect(bench.journal.texts(from: .warning).count == 1)
        #expect(bench.journal.count(of: "schedule default/lost cannot run", from: .warning) == 1)
        await bench.scheduler.changed(try await bench.apply("lost", "* * * * *"))
        await bench.advance(by: .seconds(60))
        #expect(try await bench.story("lost") == ["ran 00:02"])
        await bench.end()
    }

    @Test func `a thousand due in the same second start in batches, and each once`() async throws {
        let definitions = try (0..<1000).map { number in
            ScheduleDefinition(
                key: ScheduleKey(name: try Name("job-\(number)")), when: "0 3 * * *",
                timezone: "UTC", command: CommandLine(arguments: ["true"]))
        }
        _ = try await bench.store.applySchedules(definitions, by: Bench.owner, now: bench.now)
        await bench.begin()
        let commits = bench.store.commits
        await bench.advance(by: .seconds(86_400))
        #expect(bench.alarm.rings == 1)
        #expect(bench.starter.batches == [500, 500])
        #expect(Set(bench.starter.started.map(\.scheduleID)).count == 1000)
        // One for the creation of each batch, and one for its end.
        #expect(bench.store.commits - commits == 4)
        await bench.end()
    }

    @Test func `a second's schedule that was off for a year is done in one step`() async throws {
        try await bench.apply("busy", "every 1s")
        bench.clock.advance(by: .seconds(366 * 86_400))
        let commits = bench.store.commits
        await bench.begin()
        // The start of the service, the run, and its end.
        #expect(bench.store.commits - commits == 3)
        let rows = try await bench.rows("busy")
        #expect(rows.map(\.state) == [.skipped, .completed])
        #expect(rows.first?.skipReason == .missed)
        #expect(rows.first?.count == Int64(366 * 86_400 - 1))
        #expect(rows.last?.occurrence == bench.now)
        await bench.advance(by: .seconds(3))
        #expect(bench.starter.started.count == 4)
        await bench.end()
    }

    @Test func `without a launcher what is due waits, and is judged when there is one`()
        async throws
    {
        try await bench.apply("job", "@hourly")
        await bench.begin()
        bench.starter.goAway()
        bench.clock.advance(by: .seconds(3600))
        let alarm = bench.alarm
        async let done: Void = alarm.clockMoved()
        await bench.starter.awaitQuestion()
        // Meanwhile it is changed, and hours go by.
        await bench.scheduler.changed(try await bench.apply("job", "30 * * * *"))
        bench.clock.advance(by: .seconds(2 * 3600 + 1800))
        bench.starter.comeBack()
        await done
        #expect(try await bench.story("job") == ["missed 01:30 x2", "ran 03:30"])
        await bench.end()
    }

    @Test func `the next occurrences are told, of a paused one too`() async throws {
        let schedule = try await bench.apply(
            "job", "@daily", timezone: "Europe/Berlin", paused: true)
        await bench.begin()
        let scheduler = bench.scheduler
        #expect(await scheduler.nextOccurrence(of: schedule.id) == nil)
        let next = await scheduler.occurrences(of: schedule.id, after: bench.now, count: 2)
        #expect(next.map(\.description) == ["2025-06-16T22:00:00Z", "2025-06-17T22:00:00Z"])
        try await bench.resume("job")
        #expect(await scheduler.nextOccurrence(of: schedule.id) == next[0])
        #expect(await scheduler.nextOccurrence(of: 99) == nil)
        #expect(await scheduler.occurrences(of: 99, after: bench.now, count: 2) == [])
        await bench.end()
    }
}
