package import Formats

/// That a schedule is paused: its occurrences are not owed.
package struct Pause: Hashable, Sendable {
    package let at: Timestamp
    /// When it ends by itself; nil is when somebody resumes the schedule.
    package let until: Timestamp?
    package let by: Owner
    /// Why, in the words of whoever paused it; may be empty.
    package let reason: String

    package init(at: Timestamp, until: Timestamp? = nil, by: Owner, reason: String = "") {
        self.at = at
        self.until = until
        self.by = by
        self.reason = reason
    }
}
