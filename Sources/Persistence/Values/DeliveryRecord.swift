package import Domain

/// A delivery with its attempts, in their order.
package struct DeliveryRecord: Hashable, Sendable {
    package let delivery: Delivery
    /// Of many the first and the newest.
    package let attempts: [DeliveryAttempt]
}
