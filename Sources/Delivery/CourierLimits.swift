/// The bounds of the courier, each with its unit; tests make them smaller.
package struct CourierLimits: Sendable {
    package var destinations = DestinationLimits()
    /// Events in memory that wait for their deliveries to be planned; more are read from the store.
    package var events = 4096
    /// Deliveries in memory: waiting, under way, and those whose outcome is not stored yet.
    package var jobs = 8192
    /// Events planned in one write, and deliveries read in one page.
    package var page = 500
    /// Outcomes stored in one write.
    package var outcomes = 1000
    /// The least time between two searches for deliveries that have become due.
    package var searchGap = Duration.milliseconds(100)
    /// How long the search waits for room in one destination's queue before it puts deliveries off.
    package var roomPatience = Duration.milliseconds(200)
    /// How long messages wait for the log that they are to link to.
    package var logPatience = Duration.seconds(60)
    /// How long attempts under way may take to end when the courier stops.
    package var stopGrace = Duration.seconds(10)
    /// How long to wait after the store failed; it doubles with each further failure.
    package var firstStorePause = Duration.seconds(1)
    package var longestStorePause = Duration.seconds(60)
    /// Events remembered as planned, so that one that is read and handed over is not told twice.
    package var remembered = 16_384
    /// How far the time of day may be set back before stored times are looked at anew.
    package var clockTolerance = Duration.seconds(1)

    package init() {}
}
