package import Formats

/// What the courier is doing, at one moment.
package struct CourierStatus: Sendable, Hashable {
    /// A destination that takes nothing now.
    package struct FailingDestination: Sendable, Hashable {
        package let name: String
        package let reason: String
        /// Since when it does not answer; nil when it asked for a pause.
        package let since: Timestamp?
        /// When it is tried again.
        package let until: Timestamp
    }

    /// Attempts under way.
    package let inFlight: Int
    /// Deliveries that wait in memory for their turn.
    package let queued: Int
    package let failingDestinations: [FailingDestination]
    /// Why nothing is sent although the destinations are well; nil when all is.
    package let trouble: String?
}
