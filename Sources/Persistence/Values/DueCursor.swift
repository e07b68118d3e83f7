import Formats

/// A place in the order in which deliveries become due.
package struct DueCursor: Hashable, Sendable {
    let row: Int64
    let nextAttemptAt: Timestamp
}
