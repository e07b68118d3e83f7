package import Domain
package import Formats
package import Persistence
import Platform

/// What pauses let pass: it is not owed, but there is an answer to why it did not run.
extension Scheduler {
    /// Accounts for what pauses have let pass, before somebody ends them.
    ///
    /// - Parameter now: is to be that of the change that follows, so that nothing falls between the two.
    package func accountForPauses(
        of keys: Set<ScheduleKey>, by caller: Caller, now: Timestamp
    ) async throws(StoreError) {
        let paused = agenda.entries.values.filter { entry in
            entry.schedule.pause != nil && keys.contains(entry.schedule.key)
                && caller.mayManage(entry.schedule.owner)
        }
        try await account(forPausesOf: paused, until: { _ in now }, now: now)
    }

    /// Resumes schedules whose pauses are over, after what these let pass is accounted for.
    func endPauses(of entries: [Entry], at now: Timestamp) async throws(StoreError) {
        try await account(
            forPausesOf: entries, until: { $0.until.map { min($0, now) } ?? now }, now: now)
        let resumed = try await store.endPauses(of: entries.map(\.schedule.id), now: now)
        for schedule in resumed {
            log.info("schedule \(schedule.key) goes on: its pause has ended")
            place(schedule)
        }
        let known = Set(resumed.map(\.id))
        await reread(entries.map(\.schedule.id).filter { !known.contains($0) })
    }

    private func account(
        forPausesOf entries: [Entry], until end: (Pause) -> Timestamp, now: Timestamp
    ) async throws(StoreError) {
        let due = entries.compactMap { entry in
            entry.schedule.pause.flatMap { passed(entry, $0, until: end($0)) }
        }
        guard !due.isEmpty else { return }
        let result = try await store.createDueRuns(due, launcher: "", now: now)
        account(for: due)
        await listeners.created(result)
    }

    /// The occurrences up to an instant, as not run because of a pause.
    private func passed(_ entry: Entry, _ pause: Pause, until end: Timestamp) -> DueSchedule? {
        let why = "paused by \(userName(pause.by))" + (pause.reason.isEmpty ? "" : ": ")
        guard
            let skip = DuePlanner.skip(
                entry.occurrences, after: entry.schedule.accountedUntil.seconds,
                through: end.seconds, .paused, why + pause.reason)
        else { return nil }
        return DueSchedule(
            scheduleID: entry.schedule.id, revision: entry.schedule.revision, runs: [],
            skips: [skip], accountedUntil: skip.last)
    }
}
