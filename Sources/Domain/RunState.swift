/// Where a run is on its way: `pending → running → completed | error | aborted`, or `skipped`.
package enum RunState: String, Hashable, Sendable, CaseIterable {
    case pending, running, completed, error, aborted, skipped

    package var isFinal: Bool { self != .pending && self != .running }

    /// The occasion of a run's coming into this state.
    package var occasion: Occasion {
        switch self {
        case .pending: .pending
        case .running: .running
        case .completed: .completed
        case .error: .error
        case .aborted: .aborted
        case .skipped: .skipped
        }
    }
}

/// Why a run is in error.
package enum ErrorReason: String, Hashable, Sendable, CaseIterable {
    /// An exit status that does not mean success.
    case exit
    /// Ended by a signal.
    case signal
    /// Took longer than its timeout.
    case timeout
    /// Could not be started.
    case start
    /// The machine or the launcher died under it: how it ended cannot be known.
    case lost
}

/// Why an occurrence did not run.
package enum SkipReason: String, Hashable, Sendable, CaseIterable {
    /// The run before had not ended.
    case overlap
    /// Noticed too late, or made up for by a later one.
    case missed
    /// The schedule was paused.
    case paused
    /// As many runs as may be were active or waiting, until it was too late.
    case limit
}
