/// What happened, as far as it decides whom to tell.
package struct Happening: Hashable, Sendable {
    /// What an end means beside the end of the run before.
    package enum Change: String, Hashable, Sendable, CaseIterable {
        /// It failed, and the one before did not.
        case broken
        /// It succeeded, and the one before failed.
        case fixed
    }

    package let occasion: Occasion
    /// Why a run or an attempt failed.
    package let reason: ErrorReason?
    package let change: Change?

    package init(_ occasion: Occasion, reason: ErrorReason? = nil, change: Change? = nil) {
        self.occasion = occasion
        self.reason = reason
        self.change = change
    }
}
