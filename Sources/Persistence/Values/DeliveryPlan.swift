package import Domain

/// The deliveries that an event makes.
package struct DeliveryPlan: Hashable, Sendable {
    package let event: UID
    /// One for each notification, pending or ended at once; empty when nothing is to be sent.
    package let deliveries: [Delivery]

    /// The attempts that were made already, by their notifications.
    package let attempts: [Name: DeliveryAttempt]

    package init(
        event: UID, deliveries: [Delivery], attempts: [Name: DeliveryAttempt] = [:]
    ) {
        self.event = event
        self.deliveries = deliveries
        self.attempts = attempts
    }
}
