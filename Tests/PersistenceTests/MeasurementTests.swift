import Domain
import Formats
import Glibc
import Persistence
import TestKit
import Testing

/// How fast the store is; printed, not judged, and only when NOTIFYD_MEASURE is set.
@Suite(
    .serialized, .enabled(if: unsafe getenv("NOTIFYD_MEASURE") != nil, "NOTIFYD_MEASURE is not set")
)
struct MeasurementTests {
    @Test func `completions, plans and outcomes`() async throws {
        let bench = try Bench()
        let schedules = try await schedules(bench, 1000)
        for round in 1...3 { try await work(bench, schedules, round) }
        await bench.store.close()
    }

    @Test func `a million runs of history and ten thousand pending events`() async throws {
        let bench = try Bench()
        let schedules = try await schedules(bench, 1000)
        let first = try await bench.run(schedules[0], at: Bench.start + .seconds(1))
        await bench.store.close()
        try fill(bench.database, like: first, runs: 1_000_000, pending: 10_000)
        var store: Store?
        try await measure("open, clean, a million runs", 1) {
            store = try Store.open(
                directory: bench.folder.path, log: bench.journal.log, options: Bench.options)
        }
        await store?.close()
        try WholeFile.write(Array("process 1\n".utf8), to: bench.folder.path + "/state.lock")
        try await measure("open after the machine went down, a million runs", 1) {
            store = try Store.open(
                directory: bench.folder.path, log: bench.journal.log, options: Bench.options)
        }
        let opened = try #require(store)
        try await measure("first page of the outbox, 100 events", 100) {
            _ = try await opened.pendingEvents(limit: 100)
        }
        try await measure("drain, 10000 events in pages of 500", 10_000) {
            var last: UID?
            while true {
                let page = try await opened.pendingEvents(after: last, limit: 500)
                try await opened.planDeliveries(
                    page.map { tell in
                        DeliveryPlan(
                            event: tell.event.id,
                            deliveries: tell.notifications.map {
                                bench.delivery($0.name, of: tell.event)
                            })
                    })
                last = page.last?.event.id
                if page.count < 500 { break }
            }
        }
        try await measure("first page of due deliveries, 100", 100) {
            let until = Bench.start + .seconds(10_000_000)
            _ = try await opened.dueDeliveries(until: until, limit: 100)
        }
        try await measure("newest 50 errors", 50) {
            _ = try await opened.listRuns(RunFilter(state: .error), by: Bench.alice, limit: 50)
        }
        let completion = Completion(
            uid: first.uid, attempt: 1, outcome: .failure, startedAt: nil, endedAt: Bench.start)
        try await measure("one completion", 1) { _ = try await opened.completeRuns([completion]) }
        await opened.close()
    }

    private func schedules(_ bench: Bench, _ count: Int) async throws -> [Schedule] {
        let definitions = (0..<count).map {
            ScheduleDefinition.sample(
                Name(stringLiteral: "s\($0)"), notifications: [.sample("hook")])
        }
        return try await bench.store.applySchedules(definitions, by: Bench.alice, now: Bench.start)
            .map(\.schedule)
    }

    /// A tick of a thousand runs, their ends by a thousand callers, their deliveries.
    private func work(_ bench: Bench, _ schedules: [Schedule], _ round: Int) async throws {
        let store = bench.store
        let noon = Bench.start + .seconds(60 * round)
        let due = schedules.map { bench.due($0, noon) }
        var runs: [Run] = []
        try await measure("due runs, one tick", due.count) {
            runs = try await store.createDueRuns(due, launcher: "l", now: noon).runs.map(\.run)
        }
        let before = store.commits
        var told: [EventToTell] = []
        try await measure("completions, a caller each", runs.count) {
            try await withThrowingTaskGroup(of: EventToTell?.self) { group in
                for run in runs {
                    group.addTask {
                        let completion = Completion(
                            uid: run.uid, attempt: 1, outcome: .failure, startedAt: noon,
                            endedAt: noon)
                        return try await store.completeRuns([completion])[0].tell
                    }
                }
                for try await tell in group { told += tell.map { [$0] } ?? [] }
            }
        }
        print("  in \(store.commits - before) commits")
        try await measure("plans and outcomes, batches of 100", told.count) {
            for start in stride(from: 0, to: told.count, by: 100) {
                let batch = told[start..<start + 100]
                try await store.planDeliveries(
                    batch.map {
                        DeliveryPlan(
                            event: $0.event.id, deliveries: [bench.delivery("hook", of: $0.event)])
                    })
                _ = try await store.recordOutcomes(
                    batch.map {
                        bench.delivery("hook", of: $0.event)
                            .outcome(.sent, attempt: .sample(1, .delivered, status: 204), at: noon)
                    })
            }
        }
    }

    /// Rows like those of a run, made by SQL: all ended, some of the last with an event to be told.
    private func fill(_ database: String, like run: Run, runs: Int, pending: Int) throws {
        let uid = "'01900000-0000-7000-8000-' || printf('%012x', n)"
        let numbers =
            "WITH RECURSIVE c (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM c WHERE n < \(runs))"
        try RawDatabase.execute(
            """
            INSERT INTO run (id, uid, schedule_id, project, schedule, owner, trigger, occurrence, state,
                reason, count, message, attempt, created_at, started_at, ended_at, exit_code, user_time,
                system_time, wall_time, peak_memory, definition_id, notification_set_id)
            \(numbers) SELECT n + 10, \(uid), 1 + n % 1000, 'default', 's' || n % 1000, 1000, 'schedule',
                1000000 * n, iif(n % 10, 'completed', 'error'), iif(n % 10, NULL, 'exit'), 1, '', 1, n,
                n, n, 2, 1, 1, 1, 1, \(run.definitionID), \(run.notificationSets.own) FROM c;
            INSERT INTO event (uid, schedule_id, project, schedule, owner, run_id, occasion, reason, at, notification_set_id, snapshot,
                notifications_pending_since)
            \(numbers) SELECT \(uid), 1 + n % 1000, 'default', 's' || n % 1000, 1000, n + 10,
                iif(n % 10, 'completed', 'error'), iif(n % 10, NULL, 'exit'), n,
                \(run.notificationSets.own), iif(n > \(runs - pending), '{"kind": "run"}', NULL),
                iif(n > \(runs - pending), n, NULL) FROM c;
            """, on: database)
    }

    private func measure(
        _ what: String, _ count: Int, _ work: () async throws -> Void
    ) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        try await work()
        let seconds = (clock.now - start).fractionalSeconds
        print("\(what): \(Int(seconds * 10_000)) / 10 ms, \(Int(Double(count) / seconds)) a second")
    }
}
