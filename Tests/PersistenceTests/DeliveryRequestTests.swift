import Domain
import Formats
import Persistence
import TestKit
import Testing

struct DeliveryRequestTests {
    private let noon = Bench.start + .seconds(3600)
    private var later: Timestamp { noon + .seconds(86_400) }

    private func planned(
        _ bench: Bench, _ notifications: [Notification] = [.sample("mail")]
    ) async throws -> [Delivery] {
        let schedule = try await bench.apply(.sample("backup", notifications: notifications))
        let tell = try #require(try await bench.ended(schedule, at: noon).tell)
        return try await bench.plan(tell)
    }

    private func cancel(_ id: DeliveryID, _ bench: Bench) async throws {
        _ = try await bench.store.cancelDelivery(
            id, reason: "cancelled by alice", by: Bench.alice, now: later)
    }

    @discardableResult
    private func retry(
        _ id: DeliveryID, _ bench: Bench, at now: Timestamp? = nil
    ) async throws -> DeliveryJob {
        try await bench.store.retryDelivery(
            id, reason: "asked by alice", by: Bench.alice, now: now ?? later)
    }

    @Test func `a pending delivery that is retried is due at once`() async throws {
        let bench = try Bench()
        let delivery = try await planned(bench)[0]
        let putOff = delivery.outcome(.pending, next: later + .seconds(3600))
        _ = try await bench.store.recordOutcomes([putOff])
        let before = try await bench.store.counts()
        let job = try await retry(delivery.id, bench)
        #expect(job.delivery.nextAttemptAt == later)
        #expect(job.delivery.triedSince == later)
        #expect(job.delivery.createdAt == delivery.createdAt)
        #expect(job.delivery.attempts == 1)
        #expect(job.delivery.reason == "asked by alice")
        #expect(try await bench.store.counts() == before)
        #expect(try await bench.store.dueDeliveries(until: later, limit: 9) == [job])
    }

    @Test(arguments: [DeliveryState.failed, .suppressed])
    func `one that has ended is pending again, and so is its event`(
        state: DeliveryState
    ) async throws {
        let bench = try Bench()
        let delivery = try await planned(bench)[0]
        if state == .suppressed {
            try await cancel(delivery.id, bench)
        } else {
            _ = try await bench.store.recordOutcomes([delivery.outcome(state)])
        }
        #expect(
            try await bench.store.counts() == .init(pendingDeliveries: 0, oldestPendingSince: nil))
        let job = try await retry(delivery.id, bench)
        #expect(job.delivery.state == .pending)
        #expect(job.delivery.endedAt == nil)
        #expect(job.event.notificationsPendingSince == later)
        #expect(
            try await bench.store.counts() == .init(pendingDeliveries: 1, oldestPendingSince: later)
        )
        // Its deliveries are planned already.
        #expect(try await bench.store.pendingEvents(limit: 9).isEmpty)
        await bench.store.close()
        let again = try Store.open(
            directory: bench.folder.path, log: bench.journal.log, options: Bench.options)
        #expect(try await again.counts().pendingDeliveries == 1)
        let attempt = DeliveryAttempt.sample(job.delivery.attempts + 1, .delivered, status: 200)
        let sent = job.delivery.outcome(.sent, attempt: attempt)
        #expect(try await again.recordOutcomes([sent]) == [.applied])
        #expect(try await again.counts() == .init(pendingDeliveries: 0, oldestPendingSince: nil))
        await again.close()
    }

    @Test func `what was sent is not tried again, and the refusal says what to do`() async throws {
        let bench = try Bench()
        let delivery = try await planned(bench)[0]
        _ = try await bench.store.recordOutcomes([delivery.outcome(.sent)])
        let refused = await refusal { () async throws(StoreError) in
            try await bench.store.retryDelivery(
                delivery.id, reason: "", by: Bench.alice, now: later)
        }
        #expect(refused?.kind == "invalidState")
        #expect(refused?.description.contains("notifyctl resend-notifications") == true)
    }

    @Test func `a cancelled delivery ends as suppressed, and the last one clears its event`()
        async throws
    {
        let bench = try Bench()
        let deliveries = try await planned(bench, [.sample("mail"), .sample("chat")])
        let (cancelled, owner) = try await bench.store.cancelDelivery(
            deliveries[0].id, reason: "cancelled by alice", by: Bench.alice, now: later)
        #expect(cancelled.state == .suppressed)
        #expect(cancelled.endedAt == later)
        #expect(cancelled.nextAttemptAt == nil)
        #expect(cancelled.reason == "cancelled by alice")
        #expect(owner.uid == Bench.alice.uid)
        #expect(try await bench.store.counts().pendingDeliveries == 1)
        #expect(try await bench.store.counts().oldestPendingSince != nil)
        let due = try await bench.store.dueDeliveries(until: later, limit: 9)
        #expect(due.map(\.delivery.id) == [deliveries[1].id])
        try await cancel(deliveries[1].id, bench)
        #expect(
            try await bench.store.counts() == .init(pendingDeliveries: 0, oldestPendingSince: nil))
    }

    @Test(arguments: [DeliveryState.sent, .failed, .suppressed])
    func `what has ended cannot be cancelled`(state: DeliveryState) async throws {
        let bench = try Bench()
        let delivery = try await planned(bench)[0]
        _ = try await bench.store.recordOutcomes([delivery.outcome(state)])
        let refused = await refusal { () async throws(StoreError) in
            try await bench.store.cancelDelivery(
                delivery.id, reason: "", by: Bench.root, now: later)
        }
        #expect(refused?.kind == "invalidState")
        #expect(
            refused?.description.hasSuffix("has ended already: it is \(state.rawValue)") == true)
        #expect(try await bench.store.counts().pendingDeliveries == 0)
    }

    @Test func `others may neither cancel nor retry, and what is not there is not found`()
        async throws
    {
        let bench = try Bench()
        let delivery = try await planned(bench)[0]
        let unknown = DeliveryID(event: bench.uid(), notification: "mail")
        for (id, caller, kind) in [
            (delivery.id, Bench.bob, "notPermitted"), (unknown, Bench.root, "notFound"),
        ] {
            let retry = await refusal { () async throws(StoreError) in
                try await bench.store.retryDelivery(id, reason: "", by: caller, now: later)
            }
            let cancel = await refusal { () async throws(StoreError) in
                try await bench.store.cancelDelivery(id, reason: "", by: caller, now: later)
            }
            #expect(retry?.kind == kind)
            #expect(cancel?.kind == kind)
        }
        #expect(try await bench.store.delivery(delivery.id, by: Bench.alice).delivery == delivery)
    }

    @Test(arguments: [DeliveryState.sent, .failed, .pending])
    func `an attempt that was under way does not undo a cancellation, and is kept`(
        state: DeliveryState
    ) async throws {
        let bench = try Bench()
        let delivery = try await planned(bench)[0]
        try await cancel(delivery.id, bench)
        let outcome = delivery.outcome(state, next: state == .pending ? later : nil)
        #expect(try await bench.store.recordOutcomes([outcome]) == [.overtaken(dueAt: nil)])
        let record = try await bench.store.delivery(delivery.id, by: Bench.alice)
        #expect(record.delivery.state == .suppressed)
        #expect(record.delivery.reason == "cancelled by alice")
        #expect(record.delivery.attempts == 1)
        #expect(record.attempts == [.sample()])
        #expect(try await bench.store.counts().pendingDeliveries == 0)
    }

    @Test(arguments: [DeliveryState.failed, .pending])
    func `a failure from before a retry does not undo it, and is kept`(
        state: DeliveryState
    ) async throws {
        let bench = try Bench()
        let delivery = try await planned(bench)[0]
        try await retry(delivery.id, bench)
        let outcome = delivery.outcome(
            state, next: state == .pending ? later + .seconds(3600) : nil)
        #expect(try await bench.store.recordOutcomes([outcome]) == [.overtaken(dueAt: later)])
        let job = try #require(try await bench.store.dueDeliveries(until: later, limit: 9).first)
        #expect(job.delivery.attempts == 1)
        let attempts = try await bench.store.delivery(delivery.id, by: Bench.alice).attempts
        #expect(attempts == [.sample()])
    }

    @Test func `a success from before a retry counts`() async throws {
        let bench = try Bench()
        let delivery = try await planned(bench)[0]
        try await retry(delivery.id, bench)
        #expect(try await bench.store.recordOutcomes([delivery.outcome(.sent)]) == [.applied])
        #expect(
            try await bench.store.counts() == .init(pendingDeliveries: 0, oldestPendingSince: nil))
    }

    @Test func `the end before a retry does not undo it when it is recorded again`() async throws {
        let bench = try Bench()
        let delivery = try await planned(bench)[0]
        let end = delivery.outcome(.failed)
        let endUntried = delivery.outcome(.failed, attempt: nil)
        for outcome in [end, endUntried] {
            _ = try await bench.store.recordOutcomes([outcome])
            try await retry(delivery.id, bench)
            #expect(try await bench.store.recordOutcomes([outcome]) == [.overtaken(dueAt: later)])
        }
        let record = try await bench.store.delivery(delivery.id, by: Bench.alice)
        #expect(record.delivery.state == .pending)
        #expect(record.attempts == [.sample()])
        #expect(try await bench.store.counts().pendingDeliveries == 1)
    }

    @Test func `each retry is later than the one before, also when the clock was set back`()
        async throws
    {
        let bench = try Bench()
        let delivery = try await planned(bench)[0]
        let first = try await retry(delivery.id, bench)
        let second = try await retry(delivery.id, bench, at: noon)
        #expect(second.delivery.triedSince > first.delivery.triedSince)
        #expect(second.delivery.nextAttemptAt == noon)
    }

    @Test func `what cannot be sent is not tried again, and stays as it is`() async throws {
        let bench = try Bench()
        let delivery = try await planned(bench)[0]
        _ = try await bench.store.recordOutcomes([delivery.outcome(.failed)])
        try RawDatabase.execute("UPDATE event SET snapshot = '{'", on: bench.database)
        let refused = await refusal { () async throws(StoreError) in
            try await bench.store.retryDelivery(
                delivery.id, reason: "", by: Bench.alice, now: later)
        }
        #expect(refused?.kind == "invalidState")
        #expect(refused?.description.contains("cannot be read") == true)
        #expect(
            try await bench.store.counts() == .init(pendingDeliveries: 0, oldestPendingSince: nil))
        let record = try await bench.store.delivery(delivery.id, by: Bench.alice)
        #expect(record.delivery.state == .failed)
    }

    @Test func `the oldest event that waits is told also when an older one waits anew`()
        async throws
    {
        let bench = try Bench()
        let delivery = try await planned(bench)[0]
        _ = try await bench.store.recordOutcomes([delivery.outcome(.failed)])
        let schedule = try await bench.apply(.sample("other", notifications: [.sample("mail")]))
        let other = try #require(try await bench.ended(schedule, at: noon + .seconds(60)).tell)
        try await retry(delivery.id, bench)
        #expect(try await bench.store.counts().oldestPendingSince == other.event.at)
    }
}
