package import Domain
package import Formats

/// Occurrences in a row that did not run, for one reason.
package struct Skip: Hashable, Sendable {
    package let reason: SkipReason
    package let first: Timestamp
    package let last: Timestamp
    package let count: Int64
    /// One sentence for people; empty when the reason says it all.
    package let message: String

    package init(
        reason: SkipReason, first: Timestamp, last: Timestamp, count: Int64, message: String = ""
    ) {
        self.reason = reason
        self.first = first
        self.last = last
        self.count = count
        self.message = message
    }

    /// One occurrence alone.
    package init(reason: SkipReason, of occurrence: Timestamp, message: String = "") {
        self.init(
            reason: reason, first: occurrence, last: occurrence, count: 1, message: message)
    }
}
