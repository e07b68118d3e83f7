package import Domain
package import Formats
package import Persistence

/// What the courier needs of the store.
package protocol Outbox: Sendable {
    /// Events to be told that have no deliveries yet.
    func pendingEvents(after: UID?, limit: Int) async throws(StoreError) -> [EventToTell]
    /// Makes deliveries of events, those that exist already excepted; the result is those that have to wait,
    /// with the ones that they wait for.
    func planDeliveries(
        _ plans: [DeliveryPlan]
    ) async throws(StoreError) -> [DeliveryID: DeliveryID]
    /// Pending deliveries whose time has come, in the order of their times.
    func dueDeliveries(
        until: Timestamp, after: DueCursor?, limit: Int
    ) async throws(StoreError) -> [DeliveryJob]
    /// The earliest time of a pending delivery past an instant.
    func nextDeliveryDue(after instant: Timestamp) async throws(StoreError) -> Timestamp?
    /// The deliveries of an event that collect its run's log, in their order.
    func logCollections(of event: UID) async throws(StoreError) -> [DeliveryJob]
    /// What is stored under names of notifiers; names without one are absent.
    func notifiers(named names: Set<Name>) async throws(StoreError) -> [Name: FoundNotifier]
    /// What a channel remembers for a delivery; nil where it is nothing yet.
    func memory(_ key: MemoryKey, of delivery: DeliveryID) async throws(StoreError) -> String?
    /// Stores what became of deliveries; what each came to, in their order.
    func recordOutcomes(
        _ outcomes: [DeliveryOutcome]
    ) async throws(StoreError) -> [RecordedOutcome]
}

extension Store: Outbox {}
