package import Domain

/// A schedule after it was applied, and what that did.
package struct AppliedSchedule: Hashable, Sendable {
    package let schedule: Schedule
    package let change: ScheduleChange
    /// That it was created; nil when nobody listens to that.
    package let tell: EventToTell?

    package init(schedule: Schedule, change: ScheduleChange, tell: EventToTell? = nil) {
        self.schedule = schedule
        self.change = change
        self.tell = tell
    }
}
