/// How hard one destination is used, and all of them together.
package struct DestinationLimits: Sendable {
    /// Attempts at once with a destination that nothing is known of.
    package var firstWindow = 4
    /// Attempts at once with a destination that answers well.
    package var widestWindow = 32
    /// Attempts under way altogether.
    package var inFlight = 256
    /// Of these, how many only a destination with nothing under way may take: slow ones, however
    /// many, leave room for the others.
    package var reserved = 64
    /// Jobs waiting in memory altogether.
    package var queued = 4096
    /// Jobs waiting in memory for one destination; fewer when memory is short.
    package var queuedPerDestination = 2048
    /// Jobs waiting while a single probe finds out whether a destination answers again.
    package var queuedWhileProbing = 8
    /// After so many windows full of failures, one after the other, a destination is dead.
    package var failedCohorts = 1.0
    /// How long a destination is left alone when it dies; it doubles each time a probe fails.
    package var firstRest = Duration.seconds(10)
    package var longestRest = Duration.seconds(600)
    /// The longest pause that a destination may ask for.
    package var longestPause = Duration.seconds(3600)
    /// Through a pause of up to this length jobs wait in memory; for a longer one they are handed back.
    package var patience = Duration.seconds(2)
    /// When what cannot wait in memory may come again: between these two from now.
    package var shortestDeferral = Duration.milliseconds(100)
    package var longestDeferral = Duration.seconds(600)
    /// The time between two ends of attempts, before some have been seen.
    package var expectedPace = Duration.milliseconds(10)
    /// Jobs that go out in one message, when more wait than a limit allows to be sent.
    package var digest = 20
    /// Destinations remembered while nothing is to be sent to them.
    package var remembered = 4096

    package init() {}
}
