/// The bounds of what is run and told without the service.
package enum ForegroundLimits {
    /// How long one event of a run is tried to be told to one destination, where nothing else is said.
    package static let sending: Duration = .seconds(20)
    /// How long that may be.
    package static let sendingRange: ClosedRange<Duration> = .seconds(1) ... .seconds(3600)
    /// The pauses before it is tried again, at first and at most: whoever started the command waits.
    static let pause: ClosedRange<Duration> = .milliseconds(500) ... .seconds(5)
    /// Characters of a request's body that are shown.
    package static let shownBody = 2000
    /// Characters of an answer that are shown.
    package static let shownAnswer = 500
}
