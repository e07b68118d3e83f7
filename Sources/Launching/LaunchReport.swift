package import LaunchProtocol

/// What the launcher tells of its runs, in the order in which it happened.
package enum LaunchReport: Hashable, Sendable {
    case started(StartedRun)
    case notStarted(FailedStart)
    case ended(EndedRun)
    /// The connection is gone, and this is the last report.
    case disconnected
}
