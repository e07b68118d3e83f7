package import Domain
package import Formats

extension Store {
    /// Makes the schedules be as they are defined, all or none.
    ///
    /// A new one belongs to the caller and is accounted for until now. When its time, zone or pause
    /// changes, what was due before now is not made up for.
    package func applySchedules(
        _ definitions: [ScheduleDefinition], by caller: Caller, now: Timestamp
    ) async throws(StoreError) -> [AppliedSchedule] {
        try await write { session throws(StoreError) in
            try definitions.map { definition throws(StoreError) in
                try session.apply(definition, by: caller, now: now)
            }
        }
    }

    /// Deletes a schedule; its runs stay, and its name is free again.
    package func deleteSchedule(
        _ key: ScheduleKey, by caller: Caller, now: Timestamp
    ) async throws(StoreError) -> Schedule {
        try await write { session throws(StoreError) in
            let row = try session.scheduleRow(key, for: caller)
            let schedule = try session.schedule(row)
            try session.delete(row, at: now)
            return schedule
        }
    }

    /// Pauses a schedule, or resumes it when the pause is nil; what was due meanwhile is not made up for.
    package func setPause(
        _ pause: Pause?, of key: ScheduleKey, by caller: Caller, now: Timestamp
    ) async throws(StoreError) -> Schedule {
        try await write { session throws(StoreError) in
            let row = try session.scheduleRow(key, for: caller)
            let isResumed = row.pause != nil && pause == nil
            if row.pause != pause {
                try session.setPause(
                    pause, of: row,
                    accountedUntil: isResumed ? max(row.accountedUntil, now) : row.accountedUntil)
            }
            return try session.schedule(try session.scheduleRow(key, for: caller))
        }
    }

    /// Resumes the schedules whose pauses are to end by now; what is due since then is owed again.
    package func endPauses(
        of schedules: [Int64], now: Timestamp
    ) async throws(StoreError) -> [Schedule] {
        try await write { session throws(StoreError) in
            var resumed: [Schedule] = []
            for id in schedules {
                guard let row = try session.scheduleRow(id: id), let until = row.pause?.until,
                    until <= now
                else { continue }
                try session.setPause(nil, of: row, accountedUntil: max(row.accountedUntil, until))
                if let row = try session.scheduleRow(id: id),
                    let schedule = try session.readableSchedule(row)
                {
                    resumed.append(schedule)
                }
            }
            return resumed
        }
    }

    /// Every schedule, for the scheduler's start; one that cannot be read is logged and left out.
    package func schedules() async throws(StoreError) -> [Schedule] {
        try await read { session throws(StoreError) in
            try session.page(
                Int.max, "\(ScheduleRow.select) WHERE deleted_at IS NULL ORDER BY project, name", []
            ) { columns throws(StoreError) in
                guard let row = session.readable("schedule", &columns, ScheduleRow.init) else {
                    return nil
                }
                return try session.readableSchedule(row)
            }
        }
    }

    /// One schedule and how it goes.
    package func schedule(
        _ key: ScheduleKey, by caller: Caller
    ) async throws(StoreError) -> ScheduleOverview {
        try await read { session throws(StoreError) in
            let row = try session.scheduleRow(key, for: caller)
            return ScheduleOverview(
                schedule: try session.schedule(row), lastRun: try session.lastRun(row.id))
        }
    }

    /// Schedules in the order of their keys; only their own for those who are no administrators.
    package func listSchedules(
        project: Name? = nil, by caller: Caller, after: ScheduleKey? = nil, limit: Int
    ) async throws(StoreError) -> [ScheduleOverview] {
        try await read { session throws(StoreError) in
            try session.scheduleRows(project: project, by: caller, after: after, limit: limit) {
                row throws(StoreError) in
                guard let schedule = try session.readableSchedule(row) else { return nil }
                return ScheduleOverview(schedule: schedule, lastRun: try session.lastRun(row.id))
            }
        }
    }
}
