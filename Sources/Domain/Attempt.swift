package import Formats

/// An attempt of a run that failed and was followed by another.
package struct Attempt: Hashable, Sendable {
    /// From 1 on.
    package let number: Int64
    package let startedAt: Timestamp?
    package let endedAt: Timestamp
    package let reason: ErrorReason
    package let message: String
    package let exit: ExitStatus?

    package init(
        number: Int64, startedAt: Timestamp?, endedAt: Timestamp, reason: ErrorReason,
        message: String, exit: ExitStatus?
    ) {
        self.number = number
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.reason = reason
        self.message = message
        self.exit = exit
    }
}
