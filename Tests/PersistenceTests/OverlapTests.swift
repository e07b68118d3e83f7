import Domain
import Formats
import Persistence
import Testing

/// What becomes of runs that are due beside others.
struct OverlapTests {
    private let noon = Bench.start + .seconds(3600)

    /// What three occurrences come to while a run is under way: r runs, w waits, s is skipped.
    @Test(
        arguments: [
            (OverlapPolicy.skip, 1, "rsss"), (.skip, 2, "rrss"), (.queue, 1, "rwss"),
            (.queue, 2, "rrws"), (.queueAll, 1, "rwww"), (.queueAll, 3, "rrrw"),
            (.replace, 1, "rwww"), (.allow, 1, "rrrr"),
        ] as [(OverlapPolicy, Int64, String)])
    func `an occurrence beside active runs runs, waits or is skipped by the policy`(
        overlap: OverlapPolicy, maxActive: Int64, expected: String
    ) async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(
            .sample("s", policies: Policies(overlap: overlap, maxActive: maxActive)))
        var found = ""
        for minute in 0..<4 {
            let at = noon + .seconds(60 * minute)
            let result = try await bench.store.createDueRuns(
                [bench.due(schedule, at)], launcher: "l1", now: at)
            #expect(result.runs.count + result.skipped.count == 1)
            if let run = result.runs.first?.run { found += run.isWaiting ? "w" : "r" }
            if let run = result.skipped.first {
                #expect(run.skipReason == .overlap)
                found += "s"
            }
        }
        #expect(found == expected)
    }

    @Test func `a queue has an end, and what finds no place there is skipped as a limit`()
        async throws
    {
        let bench = try Bench()
        let schedule = try await bench.apply(
            .sample("s", policies: Policies(overlap: .queueAll)))
        let due = (0...Limits.waitingRuns + 1).map { second in
            DueRun(
                uid: bench.uid(), occurrence: noon + .seconds(Int(second)), trigger: .schedule)
        }
        let result = try await bench.store.createDueRuns(
            [
                DueSchedule(
                    scheduleID: schedule.id, revision: 1, runs: due,
                    accountedUntil: noon + .seconds(9999))
            ], launcher: "l1", now: noon + .seconds(9999))
        #expect(result.runs.count == Int(Limits.waitingRuns) + 1)
        #expect(result.skipped.map(\.skipReason) == [.limit])
    }

    @Test func `several that are made up for at once run one after the other`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("s"))
        let due = (0..<3).map {
            DueRun(uid: bench.uid(), occurrence: noon + .seconds(60 * $0), trigger: .catchUp)
        }
        let result = try await bench.store.createDueRuns(
            [
                DueSchedule(
                    scheduleID: schedule.id, revision: 1, runs: due,
                    accountedUntil: noon + .seconds(120))
            ], launcher: "l1", now: noon + .seconds(130))
        #expect(result.runs.map(\.run.isWaiting) == [false, true, true])
        #expect(result.runs.map(\.run.occurrence) == due.map(\.occurrence))
    }

    @Test func `what is waiting is not idle, and the last end says since when it is`() async throws
    {
        let bench = try Bench()
        let schedule = try await bench.apply(
            .sample("s", policies: Policies(overlap: .queue)))
        #expect(schedule.idleSince == Bench.start)
        let first = try await bench.run(schedule, at: noon)
        let second = try await bench.run(schedule, at: noon + .seconds(60))
        #expect(try await bench.store.schedules()[0].idleSince == nil)
        func end(_ run: Run, at: Timestamp) async throws -> Timestamp? {
            try await bench.store.completeRuns([
                Completion(
                    uid: run.uid, attempt: 1, outcome: .failure, startedAt: nil, endedAt: at)
            ])[0].idleSince
        }
        #expect(try await end(first, at: noon + .seconds(70)) == nil)
        #expect(try await end(second, at: noon + .seconds(80)) == noon + .seconds(80))
        #expect(try await bench.store.schedules()[0].idleSince == noon + .seconds(80))
    }

    @Test func `a run waits for a launcher until it has one`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(
            .sample("s", policies: Policies(overlap: .queue)))
        try await bench.run(schedule, at: noon)
        let second = try await bench.run(schedule, at: noon + .seconds(60))
        #expect(second.isWaiting)
        try await bench.store.assignRuns([second.uid], to: "l2")
        #expect(try await bench.store.unfinishedRuns()[1].run.launcher == "l2")
        // It was handed over, so it cannot be skipped any more.
        #expect(
            try await bench.store.skipRuns(
                [second.uid], reason: .limit, message: "too late", now: noon) == [])
        try await bench.store.assignRuns([second.uid], to: nil)
        let skipped = try await bench.store.skipRuns(
            [second.uid], reason: .limit, message: "too late", now: noon + .seconds(90))
        #expect(skipped.map(\.run.skipReason) == [.limit])
        let stored = try await bench.store.run(second.uid, by: Bench.alice)
        #expect(stored == skipped[0].run)
        #expect(stored.message == "too late" && stored.endedAt == noon + .seconds(90))
    }
}
