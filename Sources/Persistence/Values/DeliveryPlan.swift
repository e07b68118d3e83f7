package import Domain

/// The deliveries that an event makes.
package struct DeliveryPlan: Hashable, Sendable {
    package let event: UID
    /// One for each notification, pending or ended at once; empty when nothing is to be sent.
    package let deliveries: [Delivery]

    /// The attempts that were made already, by their notifications.
    package let attempts: [Name: DeliveryAttempt]

    /// In which order they go out among others, by their notifications: what has the same lane goes one
    /// after the other. None where there is no order.
    package let lanes: [Name: String]

    package init(
        event: UID, deliveries: [Delivery], attempts: [Name: DeliveryAttempt] = [:],
        lanes: [Name: String] = [:]
    ) {
        self.event = event
        self.deliveries = deliveries
        self.attempts = attempts
        self.lanes = lanes
    }
}
