import Domain
import Formats
import Persistence
import Testing

/// What a run is given, and what it reports.
struct ResultTests {
    private let noon = Bench.start + .seconds(3600)

    private func definition(
        _ notifications: [Notification] = [], retry: RunRetry = RunRetry()
    ) -> ScheduleDefinition {
        var definition = ScheduleDefinition.sample(
            "train", policies: Policies(overlap: .allow, retry: retry),
            notifications: notifications)
        definition.parameters = ["epochs": 10, "rate": .number(0.5)]
        return definition
    }

    private func completion(
        _ run: Run, attempt: Int64 = 1, _ results: RunResults = RunResults(),
        retryAt: Timestamp? = nil
    ) -> Completion {
        Completion(
            uid: run.uid, attempt: attempt, outcome: .failure, startedAt: noon,
            endedAt: noon + .seconds(1), retryAt: retryAt, results: results,
            logTail: "the last line")
    }

    private func stored(_ uid: UID, _ bench: Bench) async throws -> Run {
        try await bench.store.run(uid, by: Bench.alice)
    }

    @Test func `a run keeps the parameters that its schedule had when it was created`() async throws
    {
        let bench = try Bench()
        let schedule = try await bench.apply(definition())
        let run = try await bench.run(schedule, at: noon)
        let backfill = try await bench.store.backfill(
            schedule.key, [Bench.start], repeating: false, isDryRun: false, by: Bench.alice,
            now: noon)
        var changed = definition()
        changed.parameters = ["epochs": 11]
        try await bench.apply(changed)
        for uid in [run.uid] + backfill.created.runs.map(\.run.uid) {
            #expect(
                try await stored(uid, bench).parameters == ["epochs": 10, "rate": .number(0.5)])
        }
        let unfinished = try await bench.store.unfinishedRuns()
        #expect(unfinished.allSatisfy { $0.run.parameters["epochs"] == 10 })
    }

    @Test func `a run by hand has parameters of its own`() async throws {
        let bench = try Bench()
        let key = try await bench.apply(definition()).key
        let created = try await bench.store.createManualRun(
            key, uid: bench.uid(), launcher: "l1", parameters: ["epochs": 40, "mode": "fast"],
            by: Bench.alice, now: noon)
        let run = created.runs[0].run
        #expect(run.parameters == ["epochs": 40, "rate": .number(0.5), "mode": "fast"])
        #expect(try await stored(run.uid, bench) == run)
        let retried = try await bench.store.completeRuns(
            [completion(run, retryAt: noon + .seconds(60))])
        #expect(retried[0].retry?.run.parameters == run.parameters)
        #expect(try await stored(run.uid, bench).parameters == run.parameters)
        // The schedule's own are as they were.
        #expect(
            try await bench.store.schedule(key, by: Bench.alice).schedule.definition
                == definition())
    }

    @Test func `results and the log's end are in the event of the end`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(definition([.sample("mail")]))
        let run = try await bench.run(schedule, at: noon)
        let reported = RunResults(values: ["accuracy": .number(0.9)], error: "line 2 is no use")
        let ended = try await bench.store.completeRuns([completion(run, reported)])[0]
        #expect(ended.run.results == reported)
        #expect(try await stored(run.uid, bench) == ended.run)
        let snapshot = try #require(ended.tell).event.snapshot
        #expect(snapshot["status"]?["results"] == ["accuracy": .number(0.9)])
        #expect(snapshot["status"]?["results_error"] == "line 2 is no use")
        #expect(snapshot["status"]?["log_tail"] == "the last line")
        #expect(snapshot["spec"]?["parameters"] == ["epochs": 10, "rate": .number(0.5)])
        #expect(try await bench.store.pendingEvents(limit: 9)[0].event.snapshot == snapshot)
        // The same end told again adds nothing.
        let again = try await bench.store.completeRuns(
            [completion(run, RunResults(values: ["accuracy": 1]))])[0]
        #expect(again.run == ended.run && again.tell == nil)
    }

    @Test func `what is found at the end replaces what was reported before`() async throws {
        let bench = try Bench()
        let run = try await bench.run(try await bench.apply(definition()), at: noon)
        let pending = try await bench.store.setResults(["a": 1, "b": 1], of: run.uid, now: noon)
        #expect(pending.run.results.values == ["a": 1, "b": 1])
        _ = try await bench.store.recordStarted([StartedRun(uid: run.uid, at: noon)])
        #expect(
            try await bench.store.setResults(["b": 2, "c": 2], of: run.uid, now: noon).run.results
                .values
                == ["a": 1, "b": 2, "c": 2])
        _ = try await bench.store.completeRuns(
            [completion(run, RunResults(values: ["c": 3, "d": 3]))])
        #expect(
            try await stored(run.uid, bench).results.values == ["a": 1, "b": 2, "c": 3, "d": 3])
    }

    @Test func `only a run under way takes results`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(definition())
        let unknown = await refusal { () throws(StoreError) in
            try await bench.store.setResults(["a": 1], of: bench.uid(), now: noon)
        }
        #expect(unknown?.kind == "notFound")
        let run = try await bench.run(schedule, at: noon)
        try await bench.store.assignRuns([run.uid], to: nil)
        let waiting = await refusal { () throws(StoreError) in
            try await bench.store.setResults(["a": 1], of: run.uid, now: noon)
        }
        #expect(
            waiting?.kind == "invalidState" && waiting?.description.contains("is waiting") == true)
        try await bench.store.assignRuns([run.uid], to: "l1")
        _ = try await bench.store.completeRuns([completion(run)])
        let over = await refusal { () throws(StoreError) in
            try await bench.store.setResults(["a": 1], of: run.uid, now: noon)
        }
        #expect(over?.kind == "invalidState" && over?.description.contains("has ended") == true)
        #expect(try await stored(run.uid, bench).results.isEmpty)
    }

    @Test func `results beyond the bound are taken not at all`() async throws {
        let bench = try Bench()
        let run = try await bench.run(try await bench.apply(definition()), at: noon)
        let half = JSONValue.string(String(repeating: "x", count: Limits.resultBytes / 2))
        _ = try await bench.store.setResults(["a": half], of: run.uid, now: noon)
        let refused = await refusal { () throws(StoreError) in
            try await bench.store.setResults(["c": 1, "b": half], of: run.uid, now: noon)
        }
        #expect(
            refused?.kind == "invalidState"
                && refused?.description.contains("no room for b") == true)
        #expect(try await stored(run.uid, bench).results.values == ["a": half])
    }

    @Test func `the next attempt begins without results`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(
            definition([.sample("mail")], retry: RunRetry(limit: 1)))
        let run = try await bench.run(schedule, at: noon)
        _ = try await bench.store.setResults(["a": 1], of: run.uid, now: noon)
        let retried = try await bench.store.completeRuns([
            completion(run, RunResults(values: ["b": 1], error: "e"), retryAt: noon + .seconds(60))
        ])
        #expect(retried[0].run.results.isEmpty && retried[0].run.attempt == 2)
        #expect(try await stored(run.uid, bench).results.isEmpty)
        let ended = try await bench.store.completeRuns(
            [completion(run, attempt: 2, RunResults(values: ["c": 1]))])[0]
        #expect(ended.run.results == RunResults(values: ["c": 1]))
        #expect(ended.tell?.event.snapshot["status"]?["results"] == ["c": 1])
    }

    @Test func `reported results are told, in their own event and before the end`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(
            definition([
                .sample("news", when: [.reported]), .sample("all", when: [.reported, .error]),
            ]))
        let run = try await bench.run(schedule, at: noon)
        _ = try await bench.store.recordStarted([StartedRun(uid: run.uid, at: noon)])
        let tell = try #require(
            try await bench.store.setResults(["a": 1], of: run.uid, now: noon + .seconds(1)).tell)
        #expect(tell.event.occasion == .reported && tell.event.at == noon + .seconds(1))
        #expect(tell.notifications.map(\.name) == ["news", "all"])
        #expect(tell.event.snapshot["status"]?["results"] == ["a": 1])
        #expect(tell.event.snapshot["status"]?["state"] == "running")
        let ended = try await bench.store.completeRuns(
            [completion(run, RunResults(values: ["b": 2]))])[0]
        #expect(ended.events.map(\.event.occasion) == [.reported, .error])
        let reported = try #require(ended.reported).event.snapshot
        #expect(reported["status"]?["results"] == ["a": 1, "b": 2])
        #expect(reported["status"]?["state"] == "running" && reported["status"]?["log_tail"] == nil)
        #expect(ended.events.map(\.notifications.count) == [2, 1])
        #expect(
            try await bench.store.pendingEvents(limit: 9).map(\.event.occasion)
                == [.reported, .reported, .error])
    }

    @Test func `nothing is stored of reports that nobody listens to`() async throws {
        let bench = try Bench()
        let run = try await bench.run(
            try await bench.apply(definition([.sample("mail")])), at: noon)
        #expect(
            try await bench.store.setResults(["a": 1], of: run.uid, now: noon).tell == nil)
        let ended = try await bench.store.completeRuns(
            [completion(run, RunResults(values: ["b": 2]))])[0]
        #expect(ended.reported == nil && ended.tell != nil)
        #expect(try RawDatabase.integer("SELECT count(*) FROM event", of: bench.database) == 1)
    }

    @Test func `an end without results reports none, and an attempt that failed tells its own`()
        async throws
    {
        let bench = try Bench()
        let schedule = try await bench.apply(
            definition([.sample("all", when: [.reported, .error, .attemptError])]))
        let run = try await bench.run(schedule, at: noon)
        let retried = try await bench.store.completeRuns([
            completion(run, RunResults(values: ["b": 1]), retryAt: noon + .seconds(60))
        ])[0]
        let attempt = try #require(retried.tell).event
        #expect(retried.reported == nil && attempt.occasion == .attemptError)
        #expect(attempt.snapshot["status"]?["results"] == ["b": 1])
        #expect(attempt.snapshot["status"]?["log_tail"] == "the last line")
        let ended = try await bench.store.completeRuns([completion(run, attempt: 2)])[0]
        #expect(ended.events.map(\.event.occasion) == [.error])
    }

    @Test func `lists leave parameters and results out`() async throws {
        let bench = try Bench()
        let run = try await bench.run(try await bench.apply(definition()), at: noon)
        _ = try await bench.store.setResults(["a": 1], of: run.uid, now: noon)
        let listed = try await bench.store.listRuns(by: Bench.alice, limit: 9)
        #expect(listed.map(\.uid) == [run.uid])
        #expect(listed.allSatisfy { $0.parameters.isEmpty && $0.results.isEmpty })
    }

    @Test func `whose a run is can be asked by anybody`() async throws {
        let bench = try Bench()
        var definition = definition()
        definition.user = "nobody"
        let run = try await bench.run(try await bench.apply(definition), at: noon)
        #expect(
            try await bench.store.user(ofRun: run.uid)
                == RunUser(owner: Owner(uid: Bench.alice.uid), name: "nobody"))
    }
}
