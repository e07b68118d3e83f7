import Delivery
import Domain
import Persistence

extension CourierBench {
    /// Cancels a delivery as the daemon does: in the store, and then with the courier.
    func cancel(_ id: DeliveryID, with courier: Courier) async throws {
        let (delivery, owner) = try await store.cancelDelivery(
            id, reason: "cancelled by root", by: Self.root, now: time.wall)
        await courier.cancel(delivery, of: owner)
    }

    func retry(_ id: DeliveryID, with courier: Courier) async throws {
        await courier.retry(
            try await store.retryDelivery(
                id, reason: "asked by root", by: Self.root, now: time.wall))
    }

    func record(_ id: DeliveryID) async throws -> DeliveryRecord {
        try await store.delivery(id, by: Self.root)
    }

    /// Waits until nothing waits in the courier's memory for its turn, and only so many attempts are under way.
    func settled(_ courier: Courier, inFlight: Int = 0) async {
        while true {
            let status = await courier.status
            if status.queued == 0, status.inFlight == inFlight { return }
            await Task.yield()
        }
    }
}

extension EventToTell {
    /// The ids of the deliveries that the event makes.
    var deliveries: [DeliveryID] {
        notifications.map { DeliveryID(event: event.id, notification: $0.name) }
    }
}
