package import Domain

/// The deliveries that an event makes.
package struct DeliveryPlan: Hashable, Sendable {
    package let event: UID
    /// One for each notification, pending or ended at once; empty when nothing is to be sent.
    package let deliveries: [Delivery]

    package init(event: UID, deliveries: [Delivery]) {
        self.event = event
        self.deliveries = deliveries
    }
}
