package import Formats

/// What becomes of occurrences of the past that somebody wants to run.
package struct BackfillPlan: Hashable, Sendable {
    /// Those that run, the oldest first.
    package let occurrences: [Timestamp]
    /// Those left out, because a run of theirs has completed or is under way.
    package let leftOut: [Timestamp]
    /// The runs that were created; none when it was only asked what would be.
    package let created: DueResult

    package init(occurrences: [Timestamp], leftOut: [Timestamp], created: DueResult) {
        self.occurrences = occurrences
        self.leftOut = leftOut
        self.created = created
    }
}
