import Domain
import Formats
import Glibc
import Persistence
import TestKit
import Testing

/// Secrets are sealed in the database, and go with the last that needs them.
struct SecretTests {
    private let noon = Bench.start + .seconds(3600)
    private static let secret = "the-secret-of-these-tests"

    private func notification(_ name: Name = "hook", _ secret: String = secret) -> Notification {
        Notification(
            name: name, kind: "webhook", when: [.completed, .error],
            parameters: ["method": "PUT"],
            secretParameters: ["url": "http://127.0.0.1:1/", "secret": .string(secret)])
    }

    private func references(_ bench: Bench) throws -> [String] {
        try RawDatabase.texts("SELECT reference FROM secret ORDER BY reference", of: bench.database)
    }

    @Test func `what is secret lies sealed in the files, and comes back as it was`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("backup", notifications: [notification()]))
        #expect(schedule.definition.notifications == [notification()])
        let again = try await bench.store.applySchedules(
            [.sample("backup", notifications: [notification()])], by: Bench.alice, now: noon)
        #expect(again.map(\.change) == [.unchanged])
        #expect(try references(bench) == ["backup-hook"])
        #expect(
            try RawDatabase.texts("SELECT secret_parameters FROM notification", of: bench.database)
                == [#"{"secret":"backup-hook"}"#])
        await bench.store.close()
        for file in ["state.db", "state.db-wal", "state.lock"] {
            let bytes = (try? bench.folder.bytes(file)) ?? []
            #expect(!bytes.holds(Array(Self.secret.utf8)), "\(file)")
        }
        let store = try Store.open(
            directory: bench.folder.path, log: bench.journal.log, options: Bench.options)
        let read = try await store.schedule(schedule.key, by: Bench.alice)
        #expect(read.schedule.definition.notifications == [notification()])
        await store.close()
    }

    @Test func `secrets of one name are told apart by a number`() async throws {
        let bench = try Bench()
        for project in ["one", "two", "three"] as [Name] {
            try await bench.apply(
                .sample(
                    "backup", project: project,
                    notifications: [notification("hook", "\(project)-secret")]))
        }
        let references = try references(bench)
        #expect(references.count == 3)
        #expect(references.allSatisfy { $0 == "backup-hook" || $0.hasPrefix("backup-hook-") })
        for project in ["one", "two", "three"] as [Name] {
            let key = ScheduleKey(project: project, name: "backup")
            let read = try await bench.store.schedule(key, by: Bench.alice)
            #expect(
                read.schedule.definition.notifications
                    == [notification("hook", "\(project)-secret")])
        }
    }

    enum Release: String, CaseIterable, CustomTestStringConvertible {
        case replaced, set, deleted
        var testDescription: String { rawValue }
    }

    private func release(_ how: Release, _ schedule: Schedule, _ bench: Bench) async throws {
        switch how {
        case .replaced: try await bench.apply(.sample("backup"))
        case .set: _ = try await bench.store.setNotifications(schedule.key, [], by: Bench.alice)
        case .deleted:
            _ = try await bench.store.deleteSchedule(schedule.key, by: Bench.alice, now: noon)
        }
    }

    @Test(arguments: Release.allCases)
    func `a list's secrets are deleted with it`(how: Release) async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("backup", notifications: [notification()]))
        try await release(how, schedule, bench)
        #expect(try references(bench) == [])
    }

    @Test func `what was deleted is not in the files either`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("backup", notifications: [notification()]))
        let sealed = try #require(
            try RawDatabase.texts("SELECT hex(sealed) FROM secret", of: bench.database).first)
        let bytes = stride(from: 0, to: sealed.count, by: 2).compactMap { index in
            UInt8(sealed.dropFirst(index).prefix(2), radix: 16)
        }
        try #require(bytes.count == sealed.count / 2)
        try await release(.deleted, schedule, bench)
        await bench.store.close()
        for file in ["state.db", "state.db-wal"] {
            #expect(!((try? bench.folder.bytes(file)) ?? []).holds(bytes), "\(file)")
        }
    }

    @Test(arguments: Release.allCases)
    func `a run and what is to be told of it keep their secrets until they are through`(
        how: Release
    ) async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(
            .sample("backup", notifications: [notification(), notification("chat")]))
        let run = try await bench.run(schedule, at: noon)
        try await release(how, schedule, bench)
        #expect(try references(bench) == ["backup-chat", "backup-hook"])
        let tell = try #require(
            try await bench.store.completeRuns([
                Completion(
                    uid: run.uid, attempt: 1, outcome: .failure, startedAt: noon, endedAt: noon)
            ])[0].tell)
        #expect(tell.notifications == [notification(), notification("chat")])
        #expect(try references(bench).count == 2)
        let deliveries = try await bench.plan(tell)
        #expect(try references(bench).count == 2)
        for (index, delivery) in deliveries.enumerated() {
            #expect(try references(bench).count == 2)
            let due = try await bench.store.dueDeliveries(until: noon, limit: 9)
            #expect(due.count == 2 - index)
            _ = try await bench.store.recordOutcomes([delivery.outcome(.sent, at: noon)])
        }
        #expect(try references(bench) == [])
    }

    @Test func `runs that end without being told, or are skipped, let go of them`() async throws {
        let bench = try Bench()
        for skips in [false, true] {
            let schedule = try await bench.apply(.sample("backup", notifications: [notification()]))
            let run = try await bench.run(schedule, at: noon)
            if skips { try await bench.store.assignRuns([run.uid], to: nil) }
            _ = try await bench.store.deleteSchedule(schedule.key, by: Bench.alice, now: noon)
            #expect(try references(bench) == ["backup-hook"])
            if skips {
                _ = try await bench.store.skipRuns(
                    [run.uid], reason: .limit, message: "", now: noon)
            } else {
                let completion = Completion(
                    uid: run.uid, attempt: 1, outcome: .abortedBeforeStart, startedAt: noon,
                    endedAt: noon)
                #expect(try await bench.store.completeRuns([completion])[0].tell == nil)
            }
            #expect(try references(bench) == [])
        }
    }

    @Test func `resending without its secrets fails, and says why`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("backup", notifications: [notification()]))
        let ended = try await bench.ended(schedule, at: noon)
        let tell = try #require(ended.tell)
        try await bench.store.planDeliveries([DeliveryPlan(event: tell.event.id, deliveries: [])])
        _ = try await bench.store.deleteSchedule(schedule.key, by: Bench.alice, now: noon)
        let again = try await bench.store.resend(run: ended.run.uid, by: Bench.alice, now: noon)
        #expect(again.map(\.notifications) == [[]])
        try await bench.store.planDeliveries([
            DeliveryPlan(event: again[0].event.id, deliveries: [])
        ])
        let deliveries = try await bench.store.deliveries(by: Bench.alice, limit: 9)
        #expect(deliveries.map(\.state) == [.failed])
        #expect(
            deliveries[0].reason
                == "its secrets were deleted, since no schedule, project or unfinished run has this "
                + "list of notifications any more: start a new run to be told of")
        #expect(try await bench.store.counts().oldestPendingSince == nil)
    }

    @Test func `a damaged secret makes its notification unreadable, and no other`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(
            .sample("backup", notifications: [notification(), notification("chat")]))
        await bench.store.close()
        try RawDatabase.execute(
            "UPDATE secret SET sealed = zeroblob(80) WHERE reference = 'backup-hook'",
            on: bench.database)
        let store = try Store.open(
            directory: bench.folder.path, log: bench.journal.log, options: Bench.options)
        let read = try await store.schedule(schedule.key, by: Bench.alice)
        #expect(read.schedule.definition.notifications == [notification("chat")])
        let due = DueSchedule(
            scheduleID: schedule.id, revision: schedule.revision,
            runs: [DueRun(uid: bench.uid(), occurrence: noon, trigger: .schedule)],
            accountedUntil: noon)
        let run = try await store.createDueRuns([due], launcher: "l1", now: noon).runs[0].run
        let tell = try #require(
            try await store.completeRuns([
                Completion(
                    uid: run.uid, attempt: 1, outcome: .failure, startedAt: noon, endedAt: noon)
            ])[0].tell)
        #expect(tell.notifications.map(\.name) == ["chat"])
        try await store.planDeliveries([DeliveryPlan(event: tell.event.id, deliveries: [])])
        let failed = try await store.deliveries(by: Bench.alice, limit: 9)
        #expect(failed.map(\.reason) == ["its secrets in the store are damaged: set it anew"])
        await store.close()
    }

    @Test func `a secret does not open in another's place`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(
            .sample("backup", notifications: [notification(), notification("chat", "other-one")]))
        await bench.store.close()
        try RawDatabase.execute(
            """
            UPDATE secret SET sealed = (SELECT sealed FROM secret WHERE reference = 'backup-chat')
            WHERE reference = 'backup-hook'
            """, on: bench.database)
        let store = try Store.open(
            directory: bench.folder.path, log: bench.journal.log, options: Bench.options)
        let read = try await store.schedule(schedule.key, by: Bench.alice)
        #expect(read.schedule.definition.notifications.map(\.name) == ["chat"])
        await store.close()
    }
}

extension [UInt8] {
    /// Whether the bytes are somewhere within.
    fileprivate func holds(_ bytes: [UInt8]) -> Bool {
        indices.contains { self[$0...].starts(with: bytes) }
    }
}
