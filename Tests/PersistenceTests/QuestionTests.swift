import Domain
import Formats
import Persistence
import TestKit
import Testing

struct QuestionTests {
    private let noon = Bench.start + .seconds(3600)

    /// Forty runs of three schedules, one of them deleted and made again in between.
    private func fill(_ bench: Bench) async throws {
        var one = try await bench.apply(.sample("one", notifications: [.sample("mail")]))
        let two = try await bench.apply(.sample("two", project: "other"))
        let bobs = try await bench.store.applySchedules(
            [.sample("bobs", notifications: [.sample("mail")])], by: Bench.bob, now: Bench.start)[0]
        for index in 0..<40 {
            let at = noon + .seconds(index)
            if index == 20 {
                _ = try await bench.store.deleteSchedule(one.key, by: Bench.alice, now: at)
                one = try await bench.apply(one.definition)
            }
            let schedule = [one, two, one, bobs.schedule][index % 4]
            let ended = try await bench.ended(
                schedule, at: at, index % 3 == 0 ? .failure : .success)
            if let tell = ended.tell { _ = try await bench.plan(tell) }
        }
    }

    private func runs(
        _ bench: Bench, _ filter: RunFilter, by caller: Caller, limit: Int
    ) async throws -> [Run] {
        var found: [Run] = []
        while true {
            let page = try await bench.store.listRuns(
                filter, by: caller, after: found.last?.uid, limit: limit)
            found += page
            if page.count < limit { return found }
        }
    }

    @Test(arguments: [
        (RunFilter(), Bench.root, 40), (RunFilter(), Bench.alice, 30), (RunFilter(), Bench.bob, 10),
        (RunFilter(project: "other"), Bench.root, 10), (RunFilter(schedule: "one"), Bench.root, 20),
        (RunFilter(schedule: "one"), Bench.bob, 0), (RunFilter(state: .error), Bench.root, 14),
        (RunFilter(schedule: "one", state: .completed), Bench.alice, 13),
        (RunFilter(project: "other", schedule: "two", state: .error), Bench.alice, 3),
        (RunFilter(schedule: "none"), Bench.root, 0), (RunFilter(state: .running), Bench.root, 0),
    ])
    func `pages of runs follow each other, newest first, without gaps or repeats`(
        filter: RunFilter, caller: Caller, count: Int
    ) async throws {
        let bench = try Bench()
        try await fill(bench)
        let found = try await runs(bench, filter, by: caller, limit: 3)
        #expect(found.count == count)
        #expect(found.map(\.occurrence) == found.map(\.occurrence).sorted { $0! > $1! })
        #expect(Set(found.map(\.uid)).count == count)
        #expect(try await runs(bench, filter, by: caller, limit: 1000) == found)
        if let schedule = filter.schedule { #expect(found.allSatisfy { $0.key.name == schedule }) }
        if let state = filter.state { #expect(found.allSatisfy { $0.state == state }) }
    }

    @Test(arguments: [
        (DeliveryFilter(), Bench.root, 30), (DeliveryFilter(), Bench.alice, 20),
        (DeliveryFilter(schedule: "one"), Bench.root, 20),
        (DeliveryFilter(project: "other"), Bench.root, 0),
        (DeliveryFilter(state: .pending), Bench.bob, 10),
        (DeliveryFilter(state: .sent), Bench.root, 0),
    ])
    func `pages of deliveries follow each other`(
        filter: DeliveryFilter, caller: Caller, count: Int
    ) async throws {
        let bench = try Bench()
        try await fill(bench)
        var found: [Delivery] = []
        while true {
            let page = try await bench.store.deliveries(
                filter, by: caller, after: found.last?.id, limit: 4)
            found += page
            if page.count < 4 { break }
        }
        #expect(found.count == count)
        #expect(found.map(\.createdAt) == found.map(\.createdAt).sorted(by: >))
        #expect(try await bench.store.deliveries(filter, by: caller, limit: 1000) == found)
    }

    @Test func `deliveries of one run are listed`() async throws {
        let bench = try Bench()
        try await fill(bench)
        let run = try await bench.store.listRuns(
            RunFilter(schedule: "one"), by: Bench.root, limit: 1)[0]
        let found = try await bench.store.deliveries(
            DeliveryFilter(run: run.uid), by: Bench.alice, limit: 9)
        #expect(found.map(\.run) == [run.uid])
    }

    @Test func `a run is shown to its owner and administrators`() async throws {
        let bench = try Bench()
        let definition = ScheduleDefinition.sample("backup", notifications: [.sample("mail")])
        let run = try await bench.run(try await bench.apply(definition), at: noon)
        #expect(try await bench.store.run(run.uid, by: Bench.root) == run)
        #expect(
            try await bench.store.runWithDefinition(run.uid, by: Bench.alice).definition
                == definition)
        #expect(
            await refusal { () async throws(StoreError) in
                try await bench.store.run(run.uid, by: Bench.bob)
            }?.kind == "notPermitted")
        let unknown = bench.uid()
        await #expect(throws: StoreError.notFound(kind: "run", name: "\(unknown)")) {
            try await bench.store.runWithDefinition(unknown, by: Bench.root)
        }
    }

    @Test func `the last run of a schedule is the newest that was not skipped`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("backup"))
        let run = try await bench.run(schedule, at: noon)
        _ = try await bench.store.createDueRuns(
            [bench.due(schedule, noon + .seconds(1))], launcher: "l1", now: noon + .seconds(1))
        #expect(try await bench.store.schedule(schedule.key, by: Bench.alice).lastRun == run)
        #expect(
            try await bench.store.listSchedules(by: Bench.alice, limit: 9).map(\.lastRun) == [run])
    }

    @Test func `a row that cannot be read is left out of a list`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("backup"))
        for second in 0..<3 { _ = try await bench.ended(schedule, at: noon + .seconds(second)) }
        try RawDatabase.execute("UPDATE run SET owner = -1 WHERE id = 2", on: bench.database)
        #expect(try await bench.store.listRuns(by: Bench.root, limit: 2).count == 2)
        #expect(bench.journal.count(of: "is left out") > 0)
    }
}
