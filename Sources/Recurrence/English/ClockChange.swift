/// A change of a zone's clock that skips or repeats times at which something is due, and what comes of it.
package struct ClockChange: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        /// The clock jumps forward: times on the wall are missing.
        case gap
        /// The clock jumps backward: times on the wall come twice.
        case fold
    }

    /// The instant at which the clock changes.
    package let instant: Int64
    /// Seconds east of UTC until then, and from then on.
    package let offsetBefore: Int64
    package let offset: Int64
    /// What becomes of the times that are skipped or repeated: a clause without a full stop.
    package let effect: String

    package var kind: Kind { offset > offsetBefore ? .gap : .fold }

    /// The date on the wall when the clock changes, as `2026-03-29`.
    package var date: String { Words.date(instant + offsetBefore) }

    /// Which clock goes from where to where, as one sentence with its effect.
    package var sentence: String {
        let before = instant + offsetBefore
        let after = instant + offset
        let isOneDate = Words.date(before) == Words.date(after)
        return "On \(date) the clock goes from \(Words.clock(before)) "
            + (kind == .gap ? "to " : "back to ") + Words.clock(after)
            + (isOneDate ? "" : " of \(Words.date(after))") + ": \(effect)."
    }
}
