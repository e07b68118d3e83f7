package import Formats

/// What the outbox holds.
package struct StoreCounts: Hashable, Sendable {
    package let pendingDeliveries: Int
    /// Since when an event waits to be told, the longest of them; nil when none does.
    package let oldestPendingSince: Timestamp?

    package init(pendingDeliveries: Int, oldestPendingSince: Timestamp?) {
        self.pendingDeliveries = pendingDeliveries
        self.oldestPendingSince = oldestPendingSince
    }
}
