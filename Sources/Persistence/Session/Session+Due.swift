import Domain
import Formats

extension Session {
    func create(
        _ due: DueSchedule, launcher: String, now: Timestamp
    ) throws(StoreError) -> DueResult {
        guard let row = try scheduleRow(id: due.scheduleID), row.revision == due.revision,
            row.accountedUntil < due.accountedUntil, row.pause == nil || due.runs.isEmpty
        else { return DueResult() }
        let result = try create(due, of: row, launcher: launcher, now: now)
        try connection.run(
            "UPDATE schedule SET accounted_until = ? WHERE id = ?",
            [.time(due.accountedUntil), .integer(row.id)])
        return result
    }

    /// Stores the runs and skips of one schedule, and leaves its account as it is.
    func create(
        _ due: DueSchedule, of row: ScheduleRow, launcher: String, now: Timestamp
    ) throws(StoreError) -> DueResult {
        var result = DueResult()
        for skip in due.skips { result.add(try record(skip, uid: nil, of: row, now: now)) }
        guard !due.runs.isEmpty else { return result }
        let body = try definition(row.definitionID)
        let policies = body?.policies ?? Policies()
        // Several at once are made up for one after the other, whatever the policy is.
        let overlap =
            due.runs.count > 1 && policies.overlap != .allow ? .queueAll : policies.overlap
        for run in due.runs {
            let room = overlap.room(
                beside: try activeRuns(row.id), atMost: policies.maxActive)
            if case .none(let reason, let message) = room {
                let skip = Skip(reason: reason, of: run.occurrence, message: message)
                result.add(try record(skip, uid: run.uid, of: row, now: now))
                continue
            }
            let created = Run(
                uid: run.uid, scheduleID: row.id, key: row.key, owner: row.owner,
                trigger: run.trigger, occurrence: run.occurrence, state: .pending, createdAt: now,
                parameters: body?.parameters ?? [:], launcher: room == .free ? launcher : nil,
                definitionID: row.definitionID,
                notificationSets: row.notificationSets)
            if let inserted = try insert(created, previousSuccess: row.lastSuccessAt) {
                result.add(inserted)
            }
        }
        return result
    }

    /// The runs of a schedule that are pending or running; past occurrences that wait hold nobody up.
    func activeRuns(_ schedule: Int64) throws(StoreError) -> ActiveRuns {
        try connection.first(
            """
            SELECT count(*), coalesce(sum(trigger = 'backfill'), 0), min(uid)
            FROM run INDEXED BY run_active
            WHERE schedule_id = ? AND state IN ('pending', 'running')
                AND NOT (trigger = 'backfill' AND launcher IS NULL)
            """, [.integer(schedule)]
        ) { columns throws(StoreError) in
            ActiveRuns(
                count: columns.integer(), backfills: columns.integer(),
                oldest: columns.optionalText())
        } ?? ActiveRuns(count: 0, backfills: 0, oldest: nil)
    }

    /// Stores a new run with its event; nil when the occurrence has a row already.
    func insert(_ run: Run, previousSuccess: Timestamp?) throws(StoreError) -> DueResult? {
        guard let row = try insert(run) else { return nil }
        try connection.run(
            "UPDATE schedule SET idle_since = NULL WHERE id = ? AND idle_since IS NOT NULL",
            [.integer(run.scheduleID)])
        let event = try record(Happening(.pending), of: row, at: run.createdAt)
        let body = try definition(run.definitionID) ?? .unreadable
        let startable = StartableRun(
            run: run,
            definition: body.definition(
                key: run.key, notifications: try readableNotifications(run.notificationSets)),
            previousSuccess: previousSuccess)
        return DueResult(runs: [startable], events: event.map { [$0] } ?? [])
    }

    /// Stores occurrences that did not run: in the schedule's newest row where that is of the same reason.
    private func record(
        _ skip: Skip, uid: UID?, of row: ScheduleRow, now: Timestamp
    ) throws(StoreError) -> DueResult {
        var skipped: RunRow
        if let newest = try newestRun(row.id), newest.run.skipReason == skip.reason {
            try connection.run(
                """
                UPDATE run SET count = count + ?, last_occurrence = ?, message = ?, ended_at = ?
                WHERE id = ?
                """,
                [
                    .integer(skip.count), .time(skip.last), .text(skip.message), .time(now),
                    .integer(newest.id),
                ])
            skipped = newest
            skipped.run.count += skip.count
            skipped.run.lastOccurrence = skip.last
            skipped.run.message = skip.message
            skipped.run.endedAt = now
        } else {
            let run = Run(
                uid: uid ?? makeUID(now: now), scheduleID: row.id, key: row.key, owner: row.owner,
                trigger: .schedule, occurrence: skip.first, lastOccurrence: skip.last,
                state: .skipped, skipReason: skip.reason, count: skip.count, message: skip.message,
                createdAt: now, endedAt: now, definitionID: row.definitionID,
                notificationSets: row.notificationSets)
            guard let inserted = try insert(run) else {
                guard let rest = skip.afterFirst else { return DueResult() }
                return try record(rest, uid: uid, of: row, now: now)
            }
            skipped = inserted
        }
        let event = try record(Happening(.skipped), of: skipped, at: now)
        return DueResult(skipped: [skipped.run], events: event.map { [$0] } ?? [])
    }

    private func newestRun(_ schedule: Int64) throws(StoreError) -> RunRow? {
        try connection.first(
            "\(RunRow.select) WHERE r.schedule_id = ? ORDER BY r.id DESC LIMIT 1",
            [.integer(schedule)]
        ) { columns throws(StoreError) in readable("run", &columns, RunRow.init) } ?? nil
    }

    /// Nil when the schedule has a row for the occurrence already.
    private func insert(_ run: Run) throws(StoreError) -> RunRow? {
        try connection.run(
            """
            INSERT INTO run (uid, schedule_id, project, schedule, owner, trigger, occurrence,
                last_occurrence, skip_reason, count, attempt, created_at, launcher, definition_id,
                notification_set_id, project_notification_set_id, parameters, state, reason, message,
                started_at, ended_at, exit_code, signal, user_time, system_time, wall_time, peak_memory,
                results, results_error)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (schedule_id, occurrence)
                WHERE occurrence IS NOT NULL AND trigger <> 'backfill' DO NOTHING
            """,
            [
                .uid(run.uid), .integer(run.scheduleID), .name(run.key.project),
                .name(run.key.name), .owner(run.owner), .word(run.trigger), .time(run.occurrence),
                .time(run.lastOccurrence), .word(run.skipReason), .integer(run.count),
                .integer(run.attempt), .time(run.createdAt), .text(run.launcher),
                .integer(run.definitionID), .integer(run.notificationSets.own),
                .integer(run.notificationSets.project),
                RunRow.object(run.parameters),
            ] + RunRow.end(of: run))
        guard connection.changes > 0 else { return nil }
        return RunRow(id: connection.lastInsertedRow, run: run)
    }
}

extension Skip {
    /// Without the first, which has a row of its own: a clock that was ahead has shown it before.
    fileprivate var afterFirst: Skip? {
        guard count > 1 else { return nil }
        return Skip(
            reason: reason, first: first + .microseconds(1), last: last, count: count - 1,
            message: message)
    }
}
