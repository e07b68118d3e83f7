/// What an event tells: a run's coming into a state, or something on its way there.
package enum Occasion: String, Hashable, Sendable, CaseIterable {
    case pending, running, completed, error, aborted, skipped
    /// An attempt failed, and the run is tried again.
    case attemptError = "attempt-error"
    /// A schedule was created.
    case defined
    /// A run reported results.
    case reported
}
