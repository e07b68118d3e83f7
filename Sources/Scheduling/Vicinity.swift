package import Formats

/// What a schedule's timetable has around an instant.
package struct Vicinity: Hashable, Sendable {
    /// Whether the instant is one of its occurrences.
    package let isOccurrence: Bool
    /// The last occurrence at or before it.
    package let last: Timestamp?
    /// When that one starts, or started: later where the schedule's starts are spread.
    package let lastStart: Timestamp?
    /// The first occurrence after it.
    package let next: Timestamp?
    /// Every occurrence up to this instant is accounted for.
    package let accountedUntil: Timestamp
}
