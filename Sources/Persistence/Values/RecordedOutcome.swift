package import Domain
package import Formats

/// What the store made of a delivery's outcome.
package enum RecordedOutcome: Hashable, Sendable {
    /// The delivery is as the outcome has it.
    case applied
    /// The delivery is as the outcome has it, and those that waited for it are due.
    case released([DeliveryID])
    /// Somebody cancelled the delivery, or asked to try it again, after the attempt began: that stands,
    /// and of the outcome the attempt alone was kept. `dueAt` is when it is tried next; nil when it has
    /// ended.
    case overtaken(dueAt: Timestamp?)
}
