import Channels
import Delivery
import Domain
import Formats
import Persistence
import TestKit
import Testing

struct CourierRequestTests {
    @Test func `a delivery cancelled while it waits in the store is not sent any more`()
        async throws
    {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, _ in .status(503) }
        let courier = bench.courier(performer)
        try await running(courier) {
            let event = try await bench.events([.to("a")])[0]
            let id = event.deliveries[0]
            await courier.enqueue([event])
            await bench.outbox.recorded(1)
            try await bench.cancel(id, with: courier)
            #expect(bench.ended.map(\.state) == [.suppressed])
            // What comes next is attempted long after it would have been due.
            bench.time.advance(by: .seconds(60))
            await courier.enqueue(try await bench.events([.to("b")]))
            await performer.received(2)
        }
        #expect(performer.count(of: "a") == 1)
        #expect(try await bench.deliveries(.suppressed).map(\.reason) == ["cancelled by root"])
    }

    @Test func `a delivery cancelled in the queue makes way for the others`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, index in
            index < 4 ? .hang() : .status(204)
        }
        let courier = bench.courier(performer)
        try await running(courier) {
            let events = try await bench.events([.to("a")], runs: 20)
            let ids = events.flatMap(\.deliveries)
            await courier.enqueue(events)
            await performer.received(4)
            let sent = Set(performer.received.map(\.id))
            let cancelled = ids.filter { !sent.contains("\($0)") }.prefix(15)
            for id in cancelled { try await bench.cancel(id, with: courier) }
            performer.release()
            await bench.ended(20)
            #expect(performer.count == 5)
            let arrived = Set(performer.received.map(\.id))
            #expect(arrived.isDisjoint(with: cancelled.map(\.description)))
            await bench.settled(courier)
        }
        #expect(try await bench.deliveries(.suppressed).count == 15)
        #expect(try await bench.store.counts().oldestPendingSince == nil)
    }

    @Test(arguments: [204, 503, 404])
    func `the attempt under way goes on, is kept, and does not undo the cancellation`(
        status: Int
    ) async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, _ in .hang(then: status) }
        let courier = bench.courier(performer)
        try await running(courier) {
            let event = try await bench.events([.to("a")])[0]
            let id = event.deliveries[0]
            await courier.enqueue([event])
            await performer.received(1)
            try await bench.cancel(id, with: courier)
            performer.release()
            await bench.outbox.recorded(1)
            let record = try await bench.record(id)
            #expect(record.delivery.state == .suppressed)
            #expect(record.attempts.map(\.status) == [Int64(status)])
            await bench.settled(courier)
        }
        #expect(bench.ended.map(\.state) == [.suppressed])
        #expect(bench.lines == [])
    }

    @Test func `a cancellation stands when the outcome waits to be stored`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, _ in
            bench.outbox.setFailing(writes: true)
            return .status(204)
        }
        let courier = bench.courier(performer)
        try await running(courier) {
            let event = try await bench.events([.to("a")])[0]
            let id = event.deliveries[0]
            await courier.enqueue([event])
            await bench.outbox.failed(1)
            try await bench.cancel(id, with: courier)
            bench.outbox.setFailing()
            await bench.time.passing { await bench.outbox.recorded(1) }
            let record = try await bench.record(id)
            #expect(record.delivery.state == .suppressed)
            #expect(record.attempts.map(\.verdict) == [.delivered])
            await bench.settled(courier)
        }
        #expect(bench.ended.map(\.state) == [.suppressed])
    }

    @Test func `a delivery that waits for its next attempt is tried now`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, index in .status(index == 0 ? 503 : 204) }
        let courier = bench.courier(performer)
        try await running(courier) {
            let event = try await bench.events([.to("a")])[0]
            await courier.enqueue([event])
            await bench.outbox.recorded(1)
            try await bench.retry(event.deliveries[0], with: courier)
            await bench.time.passing(atMost: .seconds(1)) { await bench.ended(1) }
        }
        #expect(bench.ended.map(\.state) == [.sent])
        #expect(bench.ended.map(\.attempts) == [2])
    }

    @Test(arguments: [404, 0])
    func `one that failed or was cancelled is sent after all, and its attempts go on counting`(
        status: Int
    ) async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, index in
            .status(index > 0 ? 204 : status == 0 ? 503 : status)
        }
        let courier = bench.courier(performer)
        try await running(courier) {
            let event = try await bench.events([.to("a")])[0]
            let id = event.deliveries[0]
            await courier.enqueue([event])
            await bench.outbox.recorded(1)
            if status == 0 { try await bench.cancel(id, with: courier) }
            await bench.ended(1)
            #expect(try await bench.store.counts().oldestPendingSince == nil)
            try await bench.retry(id, with: courier)
            await bench.time.passing { await bench.ended(2) }
            let record = try await bench.record(id)
            #expect(record.delivery.state == .sent)
            #expect(record.delivery.attempts == 2)
            #expect(record.attempts.map(\.number) == [1, 2])
        }
        #expect(Set(performer.received.map(\.id)).count == 1)
        #expect(
            try await bench.store.counts() == .init(pendingDeliveries: 0, oldestPendingSince: nil))
    }

    @Test func `how long it is tried counts anew`() async throws {
        let bench = try CourierBench()
        let retry = RetryPolicy(
            first: .seconds(5), longest: .seconds(60), giveUpAfter: .seconds(600))
        let courier = bench.courier(ScriptedPerformer { _, _ in .status(503) }, retry: retry)
        try await running(courier) {
            let event = try await bench.events([.to("a")])[0]
            let id = event.deliveries[0]
            await courier.enqueue([event])
            await bench.time.passing { await bench.ended(1) }
            let again = bench.time.wall
            try await bench.retry(id, with: courier)
            await bench.time.passing { await bench.ended(2) }
            #expect(bench.time.wall - again > .seconds(500))
            #expect(bench.ended[1].state == .failed)
            #expect(bench.ended[1].reason.hasPrefix("gave up after "))
            #expect(bench.ended[1].attempts > bench.ended[0].attempts + 5)
        }
    }

    @Test func `a dead destination is tried at once for a delivery that is retried`() async throws {
        let bench = try CourierBench()
        let isBack = Flag()
        let performer = ScriptedPerformer { _, _ in
            isBack.isSet ? .status(204) : .failure(.connect)
        }
        let courier = bench.courier(performer)
        try await running(courier) {
            let events = try await bench.events([.to("a")], runs: 4)
            await courier.enqueue(events)
            while await courier.status.failingDestinations.isEmpty { await Task.yield() }
            await bench.settled(courier)
            isBack.set()
            try await bench.retry(events[0].deliveries[0], with: courier)
            await bench.time.passing(atMost: .seconds(1)) { await bench.ended(1) }
            #expect(await courier.status.failingDestinations.isEmpty)
        }
    }

    @Test func `a pause that a destination asked for ends for a delivery that is retried`()
        async throws
    {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, index in
            index == 0 ? .status(429, retryAfter: 600) : .status(204)
        }
        let courier = bench.courier(performer)
        try await running(courier) {
            let event = try await bench.events([.to("a")])[0]
            await courier.enqueue([event])
            await bench.outbox.recorded(1)
            try await bench.retry(event.deliveries[0], with: courier)
            await bench.time.passing(atMost: .seconds(1)) { await bench.ended(1) }
        }
    }

    @Test func `retried while an attempt is under way that fails, it is tried again at once`()
        async throws
    {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, index in
            index == 0 ? .hang(then: 404) : .status(204)
        }
        let courier = bench.courier(performer)
        try await running(courier) {
            let event = try await bench.events([.to("a")])[0]
            await courier.enqueue([event])
            await performer.received(1)
            try await bench.retry(event.deliveries[0], with: courier)
            await bench.settled(courier, inFlight: 1)
            performer.release()
            await bench.time.passing(atMost: .seconds(1)) { await bench.ended(1) }
            let record = try await bench.record(event.deliveries[0])
            #expect(record.attempts.map(\.status) == [404, 204])
        }
        #expect(bench.ended.map(\.state) == [.sent])
    }

    @Test func `retried while an attempt is under way that succeeds, it is sent once`()
        async throws
    {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, _ in .hang() }
        let courier = bench.courier(performer)
        try await running(courier) {
            let event = try await bench.events([.to("a")])[0]
            await courier.enqueue([event])
            await performer.received(1)
            try await bench.cancel(event.deliveries[0], with: courier)
            try await bench.retry(event.deliveries[0], with: courier)
            performer.release()
            await bench.ended(2)
            await bench.settled(courier)
        }
        #expect(bench.ended.map(\.state) == [.suppressed, .sent])
        #expect(performer.count == 1)
    }

    @Test(arguments: [true, false])
    func `what is heard of in the wrong order counts in the order it was stored`(
        cancelsLast: Bool
    ) async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, index in index < 4 ? .hang() : .status(204) }
        let courier = bench.courier(performer)
        try await running(courier) {
            let events = try await bench.events([.to("a")], runs: 5)
            await courier.enqueue(events)
            await performer.received(4)
            let sent = Set(performer.received.map(\.id))
            let id = try #require(
                events.flatMap(\.deliveries).first { !sent.contains("\($0)") })
            let (store, root, now) = (bench.store, CourierBench.root, bench.time.wall)
            let cancelled: (Delivery, Owner)
            let retried: DeliveryJob
            if cancelsLast {
                retried = try await store.retryDelivery(id, reason: "", by: root, now: now)
                cancelled = try await store.cancelDelivery(id, reason: "", by: root, now: now)
                await courier.cancel(cancelled.0, of: cancelled.1)
                await courier.retry(retried)
            } else {
                cancelled = try await store.cancelDelivery(id, reason: "", by: root, now: now)
                retried = try await store.retryDelivery(id, reason: "", by: root, now: now)
                await courier.retry(retried)
                await courier.cancel(cancelled.0, of: cancelled.1)
            }
            performer.release()
            await bench.ended(cancelsLast ? 5 : 6)
            await bench.settled(courier)
            #expect(performer.received.contains { $0.id == "\(id)" } == !cancelsLast)
            let state = try await bench.record(id).delivery.state
            #expect(state == (cancelsLast ? .suppressed : .sent))
        }
    }
}
