import Domain
import Formats
import Persistence
import TestKit
import Testing

/// The order of deliveries with the same lane.
struct LaneTests {
    private let noon = Bench.start + .seconds(60)

    /// So many events of one run, each with two deliveries in the lane.
    private func lane(_ bench: Bench, _ count: Int) async throws -> [[Delivery]] {
        let schedule = try await bench.apply(
            .sample("backup", notifications: [.sample("a"), .sample("b")]))
        let ended = try await bench.ended(schedule, at: noon)
        var events = [try #require(ended.tell)]
        while events.count < count {
            events += try await bench.store.resend(run: ended.run.uid, by: Bench.alice, now: noon)
        }
        return events.map { tell in
            tell.notifications.map { bench.delivery($0.name, of: tell.event) }
        }
    }

    private func plan(
        _ bench: Bench, _ deliveries: [Delivery], lane: String = "lane"
    ) async throws -> [DeliveryID: DeliveryID] {
        let lanes = deliveries.map { ($0.id.notification, lane) }
        return try await bench.store.planDeliveries([
            DeliveryPlan(
                event: deliveries[0].id.event, deliveries: deliveries,
                lanes: Dictionary(uniqueKeysWithValues: lanes))
        ])
    }

    private func due(_ bench: Bench) async throws -> [DeliveryID] {
        try await bench.store.dueDeliveries(until: noon + .seconds(3600), limit: 1000)
            .map(\.delivery.id)
    }

    @Test func `what waits is not due, until all that is before it has ended`() async throws {
        let bench = try Bench()
        let events = try await lane(bench, 3)
        #expect(try await plan(bench, events[0]).isEmpty)
        let second = try await plan(bench, events[1])
        #expect(Set(second.keys) == Set(events[1].map(\.id)))
        #expect(try await plan(bench, events[2]).count == 2)
        // Asked for once more, as after an error whose outcome is not known.
        #expect(try await plan(bench, events[1]) == second)
        #expect(try await due(bench) == events[0].map(\.id))
        var open = events.map { Set($0.map(\.id)) }
        for step in 0..<6 {
            let (event, index) = (step / 2, step % 2)
            let outcome = events[event][index].outcome(step % 3 == 0 ? .failed : .sent)
            let result = try await bench.store.recordOutcomes([outcome])[0]
            open[event].remove(events[event][index].id)
            let isLastOfItsEvent = open[event].isEmpty && event < 2
            switch result {
            case .released(let free):
                #expect(isLastOfItsEvent && Set(free) == open[event + 1])
            default: #expect(result == .applied && !isLastOfItsEvent)
            }
            let next = open.first { !$0.isEmpty } ?? []
            #expect(Set(try await due(bench)) == next)
        }
        #expect(try await bench.store.counts().pendingDeliveries == 0)
    }

    @Test func `putting the first off lets nobody pass`() async throws {
        let bench = try Bench()
        let events = try await lane(bench, 2)
        _ = try await plan(bench, events[0])
        _ = try await plan(bench, events[1])
        let later = noon + .seconds(600)
        let outcomes = events[0].map { $0.outcome(.pending, next: later) }
        #expect(try await bench.store.recordOutcomes(outcomes) == [.applied, .applied])
        #expect(try await bench.store.nextDeliveryDue(after: noon) == later)
        #expect(try await due(bench) == events[0].map(\.id))
        // What waits is pending all the same, for the next process too.
        #expect(try await bench.store.counts().pendingDeliveries == 4)
        await bench.store.close()
        let again = try Store.open(
            directory: bench.folder.path, log: bench.journal.log, options: Bench.options)
        #expect(try await again.counts().pendingDeliveries == 4)
        await again.close()
    }

    @Test func `what is cancelled lets others go on, and what is asked for does not wait`()
        async throws
    {
        let bench = try Bench()
        let store = bench.store
        let events = try await lane(bench, 3)
        for event in events { _ = try await plan(bench, event) }
        let asked = events[2][0].id
        _ = try await store.retryDelivery(asked, reason: "asked", by: Bench.alice, now: noon)
        #expect(Set(try await due(bench)) == Set(events[0].map(\.id) + [asked]))
        for delivery in events[0] {
            _ = try await store.cancelDelivery(
                delivery.id, reason: "no", by: Bench.alice, now: noon)
        }
        #expect(Set(try await due(bench)) == Set(events[1].map(\.id) + [asked]))
        // One that waits is cancelled, and holds nobody up.
        _ = try await store.cancelDelivery(
            events[2][1].id, reason: "no", by: Bench.alice, now: noon)
        #expect(Set(try await due(bench)) == Set(events[1].map(\.id) + [asked]))
    }

    @Test func `other lanes, and none, do not wait`() async throws {
        let bench = try Bench()
        let events = try await lane(bench, 3)
        _ = try await plan(bench, events[0])
        #expect(try await plan(bench, events[1], lane: "other").isEmpty)
        let none = DeliveryPlan(event: events[2][0].id.event, deliveries: events[2])
        #expect(try await bench.store.planDeliveries([none]).isEmpty)
        #expect(try await due(bench).count == 6)
    }
}
