package import Domain
package import Formats

/// What the scheduler found due of one schedule.
package struct DueSchedule: Hashable, Sendable {
    package let scheduleID: Int64
    /// The revision it was computed from; of another one it is ignored.
    package let revision: Int64
    /// Those to run, the oldest first.
    package let runs: [DueRun]
    /// What did not run, before them.
    package let skips: [Skip]
    /// Where the schedule stands afterwards.
    package let accountedUntil: Timestamp

    package init(
        scheduleID: Int64, revision: Int64, runs: [DueRun], skips: [Skip] = [],
        accountedUntil: Timestamp
    ) {
        self.scheduleID = scheduleID
        self.revision = revision
        self.runs = runs
        self.skips = skips
        self.accountedUntil = accountedUntil
    }
}

/// An occurrence that is to run.
package struct DueRun: Hashable, Sendable {
    /// Names the run, or the row of its being skipped.
    package let uid: UID
    package let occurrence: Timestamp
    package let trigger: Trigger

    package init(uid: UID, occurrence: Timestamp, trigger: Trigger) {
        self.uid = uid
        self.occurrence = occurrence
        self.trigger = trigger
    }
}
