package import Domain

/// A delivery that has ended, and whose it is.
package struct EndedDelivery: Sendable, Hashable {
    package let delivery: Delivery
    package let owner: Owner
}
