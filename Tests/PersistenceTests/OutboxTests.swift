import Domain
import Formats
import Persistence
import TestKit
import Testing

struct OutboxTests {
    private let noon = Bench.start + .seconds(3600)

    private func failed(
        _ bench: Bench, _ notifications: [Notification] = [.sample("mail"), .sample("chat")]
    ) async throws -> EventToTell {
        let schedule = try await bench.apply(.sample("backup", notifications: notifications))
        return try #require(try await bench.ended(schedule, at: noon).tell)
    }

    @Test func `an event leaves the outbox when each of its deliveries has ended`() async throws {
        let bench = try Bench()
        let tell = try await failed(bench)
        #expect(
            try await bench.store.counts()
                == .init(pendingDeliveries: 0, oldestPendingSince: tell.event.at))
        let deliveries = try await bench.plan(tell)
        #expect(try await bench.store.pendingEvents(limit: 9).isEmpty)
        #expect(try await bench.store.counts().pendingDeliveries == 2)
        _ = try await bench.store.recordOutcomes([
            deliveries[0].outcome(.sent, at: noon + .seconds(5))
        ])
        #expect(
            try await bench.store.counts()
                == .init(pendingDeliveries: 1, oldestPendingSince: tell.event.at))
        _ = try await bench.store.recordOutcomes([
            deliveries[1].outcome(.failed, at: noon + .seconds(5))
        ])
        #expect(
            try await bench.store.counts() == .init(pendingDeliveries: 0, oldestPendingSince: nil))
        let listed = try await bench.store.deliveries(by: Bench.alice, limit: 9)
        #expect(listed.map(\.state) == [.failed, .sent])
        #expect(listed.map(\.endedAt) == [noon + .seconds(5), noon + .seconds(5)])
        #expect(listed.map(\.reason) == ["because", "because"])
    }

    @Test func `planning and recording may be repeated`() async throws {
        let bench = try Bench()
        let tell = try await failed(bench)
        let deliveries = try await bench.plan(tell)
        _ = try await bench.plan(tell)
        let sent = deliveries[0].outcome(.sent)
        let results = try await bench.store.recordOutcomes([
            sent, sent, deliveries[0].outcome(.failed),
        ])
        #expect(results == [.applied, .applied, .overtaken(dueAt: nil)])
        #expect(try await bench.store.recordOutcomes([sent]) == [.applied])
        _ = try await bench.plan(tell)
        #expect(try await bench.store.counts().pendingDeliveries == 1)
        let listed = try await bench.store.deliveries(by: Bench.alice, limit: 9)
        #expect(listed.map(\.state) == [.pending, .sent])
    }

    @Test func `a plan with nothing to send clears the event`() async throws {
        let bench = try Bench()
        let tell = try await failed(bench)
        try await bench.store.planDeliveries([DeliveryPlan(event: tell.event.id, deliveries: [])])
        #expect(
            try await bench.store.counts() == .init(pendingDeliveries: 0, oldestPendingSince: nil))
        #expect(try await bench.store.pendingEvents(limit: 9).isEmpty)
    }

    @Test func `suppressed deliveries alone clear the event`() async throws {
        let bench = try Bench()
        let tell = try await failed(bench)
        var delivery = bench.delivery("mail", of: tell.event)
        delivery.state = .suppressed
        delivery.nextAttemptAt = nil
        delivery.endedAt = noon
        delivery.reason = "muted"
        try await bench.store.planDeliveries(
            [DeliveryPlan(event: tell.event.id, deliveries: [delivery])])
        #expect(try await bench.store.counts().oldestPendingSince == nil)
        #expect(try await bench.store.deliveries(by: Bench.alice, limit: 9) == [delivery])
    }

    @Test func `pages of the outbox follow each other while it is drained`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(.sample("backup", notifications: [.sample("mail")]))
        var told: [UID] = []
        for index in 0..<25 {
            told.append(
                try #require(
                    try await bench.ended(schedule, at: noon + .seconds(60 * index)).tell?.event.id)
            )
        }
        var found: [UID] = []
        while true {
            let page = try await bench.store.pendingEvents(after: found.last, limit: 10)
            found += page.map(\.event.id)
            // The page's last event is not in the outbox any more when the next page is asked for.
            try await bench.store.planDeliveries(
                page.map { DeliveryPlan(event: $0.event.id, deliveries: []) })
            if page.count < 10 { break }
        }
        #expect(found == told)
    }

    @Test func `due deliveries come in the order of their time, page by page`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(
            .sample("backup", notifications: [.sample("mail"), .sample("chat")]))
        for index in 0..<10 {
            let at = noon + .seconds(60 * (index % 3))
            let tell = try #require(
                try await bench.ended(schedule, at: noon + .seconds(600 + index)).tell)
            let deliveries = try await bench.plan(tell)
            _ = try await bench.store.recordOutcomes(
                deliveries.map { $0.outcome(.pending, attempt: .sample(3), next: at) })
        }
        var jobs: [DeliveryJob] = []
        while true {
            let page = try await bench.store.dueDeliveries(
                until: noon + .seconds(60), after: jobs.last?.cursor, limit: 3)
            jobs += page
            if page.count < 3 { break }
        }
        #expect(jobs.count == 14)
        #expect(Set(jobs.map(\.delivery.id)).count == 14)
        let times = jobs.compactMap(\.delivery.nextAttemptAt)
        #expect(times == times.sorted())
        #expect(
            jobs.allSatisfy { $0.delivery.attempts == 3 && $0.event.id == $0.delivery.id.event })
        #expect(jobs.allSatisfy { $0.notification.name == $0.delivery.id.notification })
        #expect(try await bench.store.nextDeliveryDue(after: noon) == noon + .seconds(60))
        #expect(try await bench.store.nextDeliveryDue(after: noon + .seconds(120)) == nil)
    }

    @Test func `counting goes on after the store was opened again`() async throws {
        let bench = try Bench()
        _ = try await bench.plan(try await failed(bench))
        await bench.store.close()
        let again = try Store.open(
            directory: bench.folder.path, log: bench.journal.log, options: Bench.options)
        #expect(try await again.counts().pendingDeliveries == 2)
        #expect(try await again.dueDeliveries(until: noon + .seconds(9), limit: 9).count == 2)
        await again.close()
    }

    @Test func `an end is told again as an event of its own`() async throws {
        let bench = try Bench()
        let tell = try await failed(bench)
        _ = try await bench.plan(tell)
        let later = noon + .seconds(100)
        let again = try await bench.store.resend(
            run: #require(tell.event.run), by: Bench.alice, now: later)
        #expect(again.count == 1)
        #expect(again[0].event.id != tell.event.id)
        #expect(again[0].event.resends == tell.event.id)
        #expect(again[0].event.snapshot == tell.event.snapshot)
        #expect(again[0].event.occasion == .error)
        #expect(again[0].event.notificationsPendingSince == later)
        #expect(again[0].notifications == tell.notifications)
        #expect(try await bench.store.pendingEvents(limit: 9) == again)
    }

    @Test func `one notification alone is told again, and only that one after a crash too`()
        async throws
    {
        let bench = try Bench()
        let tell = try await failed(bench, [.sample("mail"), .sample("cheer", when: [.completed])])
        let again = try await bench.store.resend(
            run: #require(tell.event.run), notification: "cheer", by: Bench.alice, now: noon)
        #expect(again.map { $0.notifications.map(\.name) } == [["cheer"]])
        let pending = try await bench.store.pendingEvents(after: tell.event.id, limit: 9)
        #expect(pending == again)
    }

    @Test func `an end that was stored without its record is told again from the run`() async throws
    {
        let bench = try Bench()
        let schedule = try await bench.apply(
            .sample("backup", notifications: [.sample("cheer", when: [.completed])]))
        let run = try await bench.ended(schedule, at: noon).run
        let again = try await bench.store.resend(
            run: run.uid, notification: "cheer", by: Bench.alice, now: noon)
        #expect(again[0].event.snapshot["status"]?["state"] == "error")
        #expect(again[0].event.resends != nil)
        #expect(
            await refusal { () async throws(StoreError) in
                try await bench.store.resend(run: run.uid, by: Bench.alice, now: noon)
            }?.kind == "notFound")
        #expect(
            await refusal { () async throws(StoreError) in
                try await bench.store.resend(
                    run: run.uid, notification: "other", by: Bench.alice, now: noon)
            }?.kind == "notFound")
    }

    @Test func `what is still under way is not told again`() async throws {
        let bench = try Bench()
        let run = try await bench.run(try await bench.apply(.sample("backup")), at: noon)
        #expect(
            await refusal { () async throws(StoreError) in
                try await bench.store.resend(run: run.uid, by: Bench.alice, now: noon)
            }?.kind == "invalidState")
        #expect(
            await refusal { () async throws(StoreError) in
                try await bench.store.resend(run: run.uid, by: Bench.bob, now: noon)
            }?.kind == "notPermitted")
    }

    @Test func `an event that cannot be read ends as failed deliveries`() async throws {
        let bench = try Bench()
        let schedule = try await bench.apply(
            .sample("backup", notifications: [.sample("mail"), .sample("chat")]))
        let broken = try #require(try await bench.ended(schedule, at: noon).tell)
        let good = try #require(try await bench.ended(schedule, at: noon + .seconds(60)).tell)
        try RawDatabase.execute(
            "UPDATE event SET snapshot = '{' WHERE uid = '\(broken.event.id)'", on: bench.database)
        #expect(try await bench.store.pendingEvents(limit: 1) == [good])
        let listed = try await bench.store.deliveries(by: Bench.alice, limit: 9)
        #expect(listed.map(\.state) == [.failed, .failed])
        #expect(listed.allSatisfy { $0.reason.contains("cannot be read") })
        #expect(try await bench.store.counts().pendingDeliveries == 0)
    }

    @Test func `a notification that cannot be read ends as a failed delivery`() async throws {
        let bench = try Bench()
        let tell = try await failed(bench)
        let deliveries = try await bench.plan(tell)
        await bench.store.close()
        try RawDatabase.execute(
            "UPDATE notification SET parameters = '[' WHERE name = 'mail'", on: bench.database)
        let store = try Store.open(
            directory: bench.folder.path, log: bench.journal.log, options: Bench.options)
        let jobs = try await store.dueDeliveries(until: noon + .seconds(9), limit: 1)
        #expect(jobs.map(\.notification.name) == ["chat"])
        let states = try await store.deliveries(by: Bench.alice, limit: 9)
        #expect(states.map(\.state) == [.pending, .failed])
        #expect(states[1].id == deliveries[0].id)
        #expect(try await store.counts().pendingDeliveries == 1)
        // And one that is planned only now.
        let again = try await store.resend(
            run: #require(tell.event.run), by: Bench.alice, now: noon)
        #expect(again[0].notifications.map(\.name) == ["chat"])
        try await store.planDeliveries([DeliveryPlan(event: again[0].event.id, deliveries: [])])
        let newest = try await store.deliveries(by: Bench.alice, limit: 1)
        #expect(newest.map(\.state) == [.failed])
        #expect(newest[0].id.notification == "mail")
        await store.close()
    }
}
