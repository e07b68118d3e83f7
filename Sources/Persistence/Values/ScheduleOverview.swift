package import Domain

/// A schedule with the run that shows how it goes.
package struct ScheduleOverview: Hashable, Sendable {
    package let schedule: Schedule
    /// The newest run that was not skipped.
    package let lastRun: Run?

    package init(schedule: Schedule, lastRun: Run?) {
        self.schedule = schedule
        self.lastRun = lastRun
    }
}
