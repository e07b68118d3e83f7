import Domain
import Formats
import Persistence
import Testing

struct DueTests {
    private let noon = Bench.start + .seconds(3600)

    @Test func `what is due becomes a pending run with its definition`() async throws {
        let bench = try Bench()
        let definition = ScheduleDefinition.sample(
            "backup", notifications: [.sample("chat", when: [.pending]), .sample("mail")])
        let schedule = try await bench.apply(definition)
        let due = bench.due(schedule, noon)
        let result = try await bench.store.createDueRuns(
            [due], launcher: "l1", now: noon + .seconds(1))
        let run = try #require(result.runs.first?.run)
        #expect(run.uid == due.runs[0].uid)
        #expect(run.state == .pending)
        #expect(run.occurrence == noon)
        #expect(run.launcher == "l1")
        #expect(run.createdAt == noon + .seconds(1))
        #expect(result.runs[0].definition == definition)
        #expect(result.events.map(\.event.occasion) == [.pending])
        #expect(result.events[0].notifications.map(\.name) == ["chat"])
        #expect(try await bench.store.run(run.uid, by: Bench.alice) == run)
        #expect(try await bench.store.schedules()[0].accountedUntil == noon)
        #expect(try await bench.store.unfinishedRuns() == result.runs)
    }

    @Test func `a tick that is repeated creates nothing`() async throws {
        let bench = try Bench()
        let due = bench.due(try await bench.apply(.sample("backup")), noon)
        _ = try await bench.store.createDueRuns([due], launcher: "l1", now: noon)
        #expect(
            try await bench.store.createDueRuns([due], launcher: "l1", now: noon) == DueResult())
        #expect(
            try await bench.store.listRuns(RunFilter(withSkipped: true), by: Bench.root, limit: 9)
                .count == 1)
    }

    @Test
    func `what was computed from an older revision, or of what is gone or paused, is ignored`()
        async throws
    {
        let bench = try Bench()
        let changed = try await bench.apply(.sample("changed"))
        try await bench.apply(.sample("changed", when: "@daily"))
        let gone = try await bench.apply(.sample("gone"))
        _ = try await bench.store.deleteSchedule(gone.key, by: Bench.alice, now: noon)
        let paused = try await bench.apply(.sample("paused", paused: true))
        let good = try await bench.apply(.sample("good"))
        let result = try await bench.store.createDueRuns(
            [changed, gone, paused, good].map { bench.due($0, noon) }, launcher: "l1", now: noon)
        #expect(result.runs.map(\.run.key.name) == ["good"])
        #expect(result.skipped.isEmpty)
    }

    @Test func `skips of a paused schedule are recorded`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("paused", paused: true))
        let due = DueSchedule(
            scheduleID: schedule.id, revision: schedule.revision, runs: [],
            skips: [Skip(reason: .paused, first: noon + .seconds(-120), last: noon, count: 3)],
            accountedUntil: noon)
        let result = try await bench.store.createDueRuns([due], launcher: "l1", now: noon)
        #expect(result.skipped.map(\.count) == [3])
    }

    @Test func `while a run is under way further occurrences are skipped in one row`() async throws
    {
        let bench = try Bench()
        let schedule = try await bench.apply(
            .sample("backup", notifications: [.sample("chat", when: [.skipped])]))
        let first = try await bench.run(schedule, at: noon)
        for minute in 1...3 {
            let at = noon + .seconds(60 * minute)
            let result = try await bench.store.createDueRuns(
                [bench.due(schedule, at)], launcher: "l1", now: at)
            #expect(result.runs.isEmpty)
            #expect(result.skipped.map(\.count) == [Int64(minute)])
            #expect(result.events.map(\.event.occasion) == [.skipped])
        }
        let runs = try await bench.store.listRuns(
            RunFilter(withSkipped: true), by: Bench.alice, limit: 9)
        #expect(runs.map(\.state) == [.skipped, .pending])
        #expect(runs[0].skipReason == .overlap)
        #expect(runs[0].count == 3)
        #expect(runs[0].occurrence == noon + .seconds(60))
        #expect(runs[0].lastOccurrence == noon + .seconds(180))
        #expect(runs[0].message == "the run \(first.uid) had not ended")
        #expect(runs[0].endedAt == noon + .seconds(180))
        let completion = Completion(
            uid: first.uid, attempt: 1, outcome: .success, startedAt: nil, endedAt: noon)
        _ = try await bench.store.completeRuns([completion])
        try await bench.run(schedule, at: noon + .seconds(240))
        let overlap = try await bench.store.createDueRuns(
            [bench.due(schedule, noon + .seconds(300))], launcher: "l1", now: noon + .seconds(300))
        // Its newest row is the run, so another row begins.
        #expect(overlap.skipped.map(\.count) == [1])
    }

    @Test func `missed occurrences are recorded before the run that makes up for them`()
        async throws
    {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("backup"))
        let due = bench.due(
            schedule, noon,
            skips: [
                Skip(
                    reason: .missed, first: noon + .seconds(-7200), last: noon + .seconds(-3600),
                    count: 2)
            ])
        let result = try await bench.store.createDueRuns([due], launcher: "l1", now: noon)
        #expect(result.runs.count == 1)
        #expect(result.skipped.map(\.count) == [2])
        let runs = try await bench.store.listRuns(
            RunFilter(withSkipped: true), by: Bench.alice, limit: 9)
        #expect(runs.map(\.state) == [.pending, .skipped])
        #expect(
            try await bench.store.listRuns(by: Bench.alice, limit: 9).map(\.state) == [.pending])
    }

    @Test func `an occurrence never runs twice, even when the clock went back`() async throws {
        let bench = try Bench()
        var schedule = try await bench.apply(.sample("backup"))
        _ = try await bench.ended(schedule, at: noon)
        try await bench.pause(schedule.key, at: Bench.start)
        schedule = try await bench.resume(schedule.key, at: Bench.start)
        let result = try await bench.store.createDueRuns(
            [bench.due(schedule, noon)], launcher: "l1", now: noon)
        #expect(result == DueResult())
        #expect(try await bench.store.schedules()[0].accountedUntil == noon)
    }

    @Test func `one tick of many schedules is one transaction`() async throws {
        let bench = try Bench()
        let definitions = (0..<1000).map {
            ScheduleDefinition.sample(Name(stringLiteral: "s\($0)"))
        }
        let applied = try await bench.store.applySchedules(
            definitions, by: Bench.alice, now: Bench.start)
        let before = bench.store.commits
        let due = applied.map { bench.due($0.schedule, noon) }
        let result = try await bench.store.createDueRuns(due, launcher: "l1", now: noon)
        #expect(result.runs.count == 1000)
        #expect(bench.store.commits == before + 1)
        #expect(try await bench.store.createDueRuns(due, launcher: "l1", now: noon) == DueResult())
    }

    @Test func `a run by hand is created of a paused schedule too, but not beside another`()
        async throws
    {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("backup", paused: true))
        let uid = bench.uid()
        let result = try await bench.store.createManualRun(
            schedule.key, uid: uid, launcher: "l1", by: Bench.alice, now: noon)
        #expect(result.runs.map(\.run.uid) == [uid])
        #expect(result.runs[0].run.trigger == .manual)
        #expect(result.runs[0].run.occurrence == nil)
        let again = try await bench.store.createManualRun(
            schedule.key, uid: uid, launcher: "l1", by: Bench.alice, now: noon)
        #expect(again.runs == result.runs)
        let refused = await refusal { () async throws(StoreError) in
            try await bench.store.createManualRun(
                schedule.key, uid: bench.uid(), launcher: "l1", by: Bench.alice, now: noon)
        }
        #expect(refused?.kind == "invalidState")
        #expect(refused?.description.contains("still running (run \(uid))") == true)
    }

    @Test func `a run is told when the one before it succeeded`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("backup"))
        _ = try await bench.ended(schedule, at: noon, .success)
        _ = try await bench.ended(schedule, at: noon + .seconds(60), .failure)
        let result = try await bench.store.createDueRuns(
            [bench.due(schedule, noon + .seconds(120))], launcher: "l1", now: noon + .seconds(120))
        #expect(result.runs[0].previousSuccess == noon + .seconds(1))
        #expect(try await bench.store.unfinishedRuns() == result.runs)
    }
}
