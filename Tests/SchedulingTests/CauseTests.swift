import Domain
import Formats
import Persistence
import Scheduling
import TestKit
import Testing

/// Schedules that are due by something else than recurring times: an end, a start of the machine, once.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct CauseTests {
    let bench: Bench

    init() throws { bench = try Bench() }

    private func minute(_ minute: Int64) -> Timestamp { Bench.start + .seconds(minute * 60) }

    @Test func `after the end of a run it is due again`() async throws {
        let schedule = try await bench.apply("job", "after 15m")
        bench.starter.endsRuns = false
        await bench.begin()
        #expect(await bench.scheduler.nextOccurrence(of: schedule.id) == minute(15))
        await bench.advance(by: .seconds(40 * 60))
        #expect(try await bench.story("job") == ["ran 00:15"])
        #expect(await bench.scheduler.nextOccurrence(of: schedule.id) == nil)
        await bench.starter.end(bench.starter.started)
        #expect(await bench.scheduler.nextOccurrence(of: schedule.id) == minute(55))
        await bench.advance(by: .seconds(20 * 60))
        #expect(try await bench.story("job") == ["ran 00:15", "ran 00:55"])
        // The run goes on through a crash: nothing is due until it ends.
        await bench.crash()
        await bench.begin()
        await bench.advance(by: .seconds(3600))
        #expect(bench.starter.started.count == 2)
        await bench.starter.end(bench.starter.started)
        await bench.advance(by: .seconds(15 * 60))
        #expect(try await bench.story("job") == ["ran 00:15", "ran 00:55", "ran 02:15"])
        #expect(await bench.scheduler.hasEnded(schedule.id) == false)
        await bench.end()
    }

    @Test func `due by an end, it is never late and never missed`() async throws {
        try await bench.apply("job", "after 15m", policies: Policies(catchUp: .none))
        await bench.begin()
        await bench.crash()
        bench.clock.advance(by: .seconds(30 * 86_400))
        await bench.begin()
        #expect(try await bench.story("job") == ["ran 00:15"])
        await bench.advance(by: .seconds(15 * 60))
        #expect(bench.starter.started.count == 2)
        await bench.end()
    }

    @Test func `a run by hand holds it back, and so does each attempt`() async throws {
        let schedule = try await bench.apply("job", "after 15m")
        bench.starter.endsRuns = false
        await bench.begin()
        await bench.advance(by: .seconds(10 * 60))
        var generator = SystemRandomNumberGenerator()
        let uid = UID(now: bench.now, using: &generator)
        let manual = try await bench.store.createManualRun(
            schedule.key, uid: uid, launcher: "launcher", by: Bench.owner, now: bench.now)
        await bench.scheduler.runsBegan(manual.runs.map(\.run))
        await bench.advance(by: .seconds(3600))
        #expect(bench.starter.started.isEmpty)
        let failure = RunOutcome.lost("the test says so")
        let failed = try await bench.store.completeRuns([
            Completion(
                uid: uid, attempt: 1, outcome: failure, startedAt: nil, endedAt: bench.now,
                retryAt: bench.now + .seconds(60))
        ])
        await bench.scheduler.runsEnded(failed)
        await bench.advance(by: .seconds(3600))
        #expect(bench.starter.started.isEmpty)
        let ended = try await bench.store.completeRuns([
            Completion(
                uid: uid, attempt: 2, outcome: failure, startedAt: nil, endedAt: bench.now)
        ])
        await bench.scheduler.runsEnded(ended)
        // Word of an end that was known says nothing.
        await bench.scheduler.runsEnded(ended)
        await bench.advance(by: .seconds(15 * 60))
        #expect(bench.starter.started.map(\.occurrence) == [bench.now])
        await bench.end()
    }

    @Test func `what comes once runs once, and has ended`() async throws {
        let schedule = try await bench.apply(
            "job", "at 2025-06-16T06:00", timezone: "Europe/Berlin")
        await bench.begin()
        let scheduler = bench.scheduler
        #expect(await scheduler.nextOccurrence(of: schedule.id) == minute(240))
        #expect(await scheduler.hasEnded(schedule.id) == false)
        await bench.advance(by: .seconds(40 * 86_400))
        #expect(try await bench.story("job") == ["ran 04:00"])
        #expect(await scheduler.hasEnded(schedule.id))
        #expect(await scheduler.nextOccurrence(of: schedule.id) == nil)
        #expect(bench.alarm.rings == 1)
        await bench.end()
    }

    @Test func `what comes once may be missed, and has ended too`() async throws {
        let schedule = try await bench.apply("job", "at 2025-06-16T06:00")
        bench.clock.advance(by: .seconds(3 * 86_400))
        await bench.begin()
        #expect(try await bench.story("job") == ["missed 06:00 x1"])
        #expect(await bench.scheduler.hasEnded(schedule.id))
        await bench.end()
    }

    @Test func `a start of the machine is told from one of the service`() async throws {
        let boot = try await bench.apply("boot", "@reboot")
        try await bench.apply("both", "30 * * * *", policies: Policies(startOnBoot: true))
        await bench.begin()
        await bench.advance(by: .seconds(600))
        await bench.crash()
        await bench.begin()
        #expect(bench.starter.started.isEmpty)
        #expect(await bench.scheduler.nextOccurrence(of: boot.id) == nil)
        await bench.restart(after: .seconds(60))
        await bench.begin()
        #expect(try await bench.story("boot") == ["boot 00:11"])
        #expect(try await bench.story("both") == ["boot 00:11"])
        await bench.crash()
        await bench.begin()
        await bench.advance(by: .seconds(1800))
        #expect(try await bench.story("boot") == ["boot 00:11"])
        #expect(try await bench.story("both") == ["boot 00:11", "ran 00:30"])
        await bench.end()
    }

    @Test func `a start of the machine waits for the launcher, and is not lost by a crash`()
        async throws
    {
        try await bench.apply("boot", "@reboot")
        await bench.begin()
        await bench.restart(after: .seconds(60))
        bench.starter.goAway()
        let scheduler = bench.scheduler
        let task = Task { try await scheduler.run() }
        await bench.starter.awaitQuestion()
        task.cancel()
        bench.starter.comeBack()
        _ = await task.result
        await bench.crash()
        await bench.begin()
        #expect(try await bench.story("boot") == ["boot 00:01"])
        await bench.end()
    }

    @Test func `spread starts stay where they are, each time`() async throws {
        let policies = Policies(spread: .seconds(1800))
        let schedule = try await bench.apply("job", "@hourly", policies: policies)
        await bench.begin()
        let start = try #require(await bench.scheduler.nextOccurrence(of: schedule.id))
        #expect(start > minute(60) && start < minute(90))
        let offset = start - minute(60)
        #expect(
            await bench.scheduler.start(of: minute(120), of: schedule.id) == minute(120) + offset)
        await bench.advance(by: .seconds(3 * 3600))
        await bench.crash()
        await bench.begin()
        await bench.advance(by: .seconds(2 * 3600))
        #expect(
            try await bench.story("job") == ["ran 01:00", "ran 02:00", "ran 03:00", "ran 04:00"])
        for run in bench.starter.started {
            #expect(run.occurrence.map { run.createdAt - $0 } == offset)
        }
        // Due, but not started, it is told.
        #expect(await bench.scheduler.nextOccurrence(of: schedule.id) == minute(300) + offset)
        await bench.end()
    }

    @Test func `what is around an instant is told`() async throws {
        let schedule = try await bench.apply("job", "0 */6 * * *")
        await bench.begin()
        await bench.advance(by: .seconds(7 * 3600))
        let scheduler = bench.scheduler
        let on = try #require(await scheduler.vicinity(of: schedule.id, at: minute(360)))
        #expect(on.isOccurrence && on.last == minute(360) && on.lastStart == minute(360))
        #expect(on.next == minute(720) && on.accountedUntil == minute(360))
        let between = try #require(await scheduler.vicinity(of: schedule.id, at: minute(361)))
        #expect(!between.isOccurrence && between.last == minute(360))
        #expect(
            await scheduler.occurrences(
                of: schedule.id, from: minute(0), until: minute(720), limit: 10)
                == [minute(0), minute(360), minute(720)])
        #expect(
            await scheduler.occurrences(
                of: schedule.id, from: minute(1), until: minute(7200), limit: 2)
                == [minute(360), minute(720)])
        #expect(await scheduler.vicinity(of: 99, at: minute(0)) == nil)
        await bench.end()
    }
}
