import Formats

/// The bounds of the scheduler.
package enum SchedulingLimits {
    /// How late an occurrence may start and still count as on time.
    package static let onTime: Duration = .seconds(60)
    /// Schedules, and runs, that are created in one transaction; one schedule's runs stay together.
    package static let batch = 500
    /// How long to wait after the store could not take what is due.
    package static let retryDelay: Duration = .seconds(10)
    /// A clock set back farther than this was wrong before: occurrences are due again.
    package static let correction: Duration = .seconds(3 * 3600)
    /// Jumps of the clock, and suspends, that are shorter are not worth a word.
    package static let clockJump: Duration = .seconds(1)
    /// Interruptions that wait to be recorded while the store takes none.
    static let interruptions = 100
    /// Stale items of the queue, beyond one for each schedule, that are put up with.
    static let staleItems = 1000
    /// What the alarm is set to when nothing is due: the year 2200.
    static let never = Timestamp(seconds: 7_258_118_400)
}
