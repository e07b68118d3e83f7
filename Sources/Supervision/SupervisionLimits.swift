/// The bounds of the supervisor.
package enum SupervisionLimits {
    /// Runs that are active at once, where nothing else is said.
    package static let active = 1000
    /// Runs that make up for the past and are active at once, where nothing else is said.
    package static let activeCatchUps = 8
    /// Runs that are on their way to the launcher at once; each holds its files open until it is sent.
    static let starting = 256
    /// How long to wait before the launcher is sought again, at first and at most.
    static let reconnectDelay: ClosedRange<Duration> = .milliseconds(100) ... .seconds(10)
    /// How long to wait before what could not be recorded is tried again, at first and at most.
    static let recordDelay: ClosedRange<Duration> = .milliseconds(500) ... .seconds(30)
}
