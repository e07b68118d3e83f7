import Domain
import Formats
import Persistence
import Testing

/// Occurrences of the past that somebody wants to run.
struct BackfillTests {
    private let noon = Bench.start + .seconds(3600)
    private var hours: [Timestamp] { (0..<4).map { noon + .seconds(3600 * $0) } }

    @Test func `occurrences run unless a run of theirs has completed or is under way`()
        async throws
    {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("s"))
        _ = try await bench.ended(schedule, at: hours[0], .success)
        _ = try await bench.ended(schedule, at: hours[1], .failure)
        try await bench.run(schedule, at: hours[2])
        let now = noon + .seconds(20_000)
        func plan(repeating: Bool = false, dry: Bool) async throws -> BackfillPlan {
            try await bench.store.backfill(
                schedule.key, hours, repeating: repeating, isDryRun: dry, by: Bench.alice, now: now)
        }
        let dry = try await plan(dry: true)
        #expect(dry.occurrences == [hours[1], hours[3]])
        #expect(dry.leftOut == [hours[0], hours[2]])
        #expect(dry.created == DueResult())
        #expect(
            try await plan(repeating: true, dry: true).occurrences
                == [hours[0], hours[1], hours[3]])
        let real = try await plan(dry: false)
        #expect(real.occurrences == dry.occurrences)
        let runs = real.created.runs.map(\.run)
        #expect(runs.map(\.occurrence) == dry.occurrences)
        #expect(runs.allSatisfy { $0.trigger == .backfill && $0.isWaiting })
        // They are under way now.
        #expect(try await plan(dry: false).occurrences == [])
        #expect(
            try await bench.store.backfills(of: schedule.id, at: hours[1]) == [runs[0]])
    }

    @Test func `what waits of the past does not hold up what is due`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("s"))
        let plan = try await bench.store.backfill(
            schedule.key, hours, repeating: false, isDryRun: false, by: Bench.alice, now: noon)
        let due = noon + .seconds(86_400)
        let beside = try await bench.store.createDueRuns(
            [bench.due(schedule, due)], launcher: "l1", now: due)
        #expect(beside.runs.map(\.run.isWaiting) == [false])
        let completion = Completion(
            uid: beside.runs[0].run.uid, attempt: 1, outcome: .success, startedAt: nil, endedAt: due
        )
        _ = try await bench.store.completeRuns([completion])
        // One that runs makes it wait, but not be skipped.
        try await bench.store.assignRuns([plan.created.runs[0].run.uid], to: "l1")
        let behind = try await bench.store.createDueRuns(
            [bench.due(schedule, due + .seconds(60))], launcher: "l1", now: due + .seconds(60))
        #expect(behind.runs.map(\.run.isWaiting) == [true])
    }

    @Test func `another's schedule cannot be filled`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("s"))
        let refused = await refusal { () async throws(StoreError) in
            try await bench.store.backfill(
                schedule.key, hours, repeating: false, isDryRun: true, by: Bench.bob, now: noon)
        }
        #expect(refused?.kind == "notPermitted")
    }
}
