import Delivery
import Domain
import Formats
import Persistence
import Platform
import TestKit

/// The real store, whose disk is full when a test says so.
final class UnreliableOutbox: Outbox {
    private struct State {
        var failsWrites = false
        var failsReads = false
        var failsMemory = false
        var writes = 0
        var reads = 0
    }

    private let store: Store
    private let state = Locked(State())
    private let failures = Watched(0)
    private let planned = Watched(0)
    private let recorded = Watched(0)

    init(_ store: Store) { self.store = store }

    func setFailing(writes: Bool = false, reads: Bool = false) {
        state.withLock { ($0.failsWrites, $0.failsReads) = (writes, reads) }
    }

    /// Lets what a channel remembers be unreadable once.
    func failNextMemory() { state.withLock { $0.failsMemory = true } }

    /// Writes asked for, failed ones included.
    var writes: Int { state.withLock(\.writes) }
    var reads: Int { state.withLock(\.reads) }

    /// Waits until so many operations have failed.
    func failed(_ count: Int) async { await failures.wait { $0 >= count } }

    /// Waits until the deliveries of so many events are stored.
    func planned(_ count: Int) async { await planned.wait { $0 >= count } }

    /// Waits until so many outcomes are stored.
    func recorded(_ count: Int) async { await recorded.wait { $0 >= count } }

    private func count(isWrite: Bool) throws(StoreError) {
        let fails = state.withLock { state in
            state.writes += isWrite ? 1 : 0
            state.reads += isWrite ? 0 : 1
            return isWrite ? state.failsWrites : state.failsReads
        }
        guard fails else { return }
        failures.withLock { $0 += 1 }
        throw .full("the disk is full")
    }

    func notifiers(named names: Set<Name>) async throws(StoreError) -> [Name: FoundNotifier] {
        try count(isWrite: false)
        return try await store.notifiers(named: names)
    }

    func pendingEvents(after: UID?, limit: Int) async throws(StoreError) -> [EventToTell] {
        try count(isWrite: false)
        return try await store.pendingEvents(after: after, limit: limit)
    }

    func planDeliveries(
        _ plans: [DeliveryPlan]
    ) async throws(StoreError) -> [DeliveryID: DeliveryID] {
        try count(isWrite: true)
        let waiting = try await store.planDeliveries(plans)
        planned.withLock { $0 += plans.count }
        return waiting
    }

    func dueDeliveries(
        until: Timestamp, after: DueCursor?, limit: Int
    ) async throws(StoreError) -> [DeliveryJob] {
        try count(isWrite: false)
        return try await store.dueDeliveries(until: until, after: after, limit: limit)
    }

    func nextDeliveryDue(after instant: Timestamp) async throws(StoreError) -> Timestamp? {
        try count(isWrite: false)
        return try await store.nextDeliveryDue(after: instant)
    }

    func logCollections(of event: UID) async throws(StoreError) -> [DeliveryJob] {
        try count(isWrite: false)
        return try await store.logCollections(of: event)
    }

    func memory(_ key: MemoryKey, of delivery: DeliveryID) async throws(StoreError) -> String? {
        try count(isWrite: false)
        let fails = state.withLock { state in
            defer { state.failsMemory = false }
            return state.failsMemory
        }
        if fails { throw .full("the disk is full") }
        return try await store.memory(key, of: delivery)
    }

    func recordOutcomes(
        _ outcomes: [DeliveryOutcome]
    ) async throws(StoreError) -> [RecordedOutcome] {
        try count(isWrite: true)
        let results = try await store.recordOutcomes(outcomes)
        recorded.withLock { $0 += outcomes.count }
        return results
    }
}
