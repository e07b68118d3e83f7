package import Formats

/// What the machine's clocks show at one moment (clock_gettime(2)).
///
/// Two readings tell apart what a look at the wall cannot: that the machine was suspended, and that
/// somebody set its clock.
package struct ClockReading: Hashable, Sendable {
    package let wall: Timestamp
    /// Since the machine started, suspended or not (CLOCK_BOOTTIME).
    package let boottime: Duration
    /// Since the machine started, without the time it was suspended (CLOCK_MONOTONIC).
    package let monotonic: Duration

    package init(wall: Timestamp, boottime: Duration, monotonic: Duration) {
        self.wall = wall
        self.boottime = boottime
        self.monotonic = monotonic
    }

    /// How long the machine was suspended since an earlier reading.
    package func suspended(since earlier: ClockReading) -> Duration {
        (boottime - monotonic) - (earlier.boottime - earlier.monotonic)
    }

    /// By how much the clock was set since an earlier reading; negative when it was set back.
    package func step(since earlier: ClockReading) -> Duration {
        (wall - earlier.wall) - (boottime - earlier.boottime)
    }
}
