import Domain
import Formats
import Platform

extension Session {
    func runRow(_ uid: UID) throws(StoreError) -> RunRow? {
        try connection.first("\(RunRow.select) WHERE r.uid = ?", [.uid(uid)]) {
            columns throws(StoreError) in
            do throws(UnreadableRow) {
                return try RunRow(reading: &columns)
            } catch {
                throw .failed("the run \(uid) in the store cannot be read: \(error)")
            }
        }
    }

    /// The run that the caller may see.
    func runRow(_ uid: UID, for caller: Caller) throws(StoreError) -> RunRow {
        guard let row = try runRow(uid) else { throw .notFound(kind: "run", name: "\(uid)") }
        guard caller.mayManage(row.run.owner) else {
            throw .notPermitted(
                "the run \(uid) belongs to user \(row.run.owner.uid): only they and administrators may "
                    + "see it")
        }
        return row
    }

    /// The run with its definition; nil when that cannot be read.
    func startable(_ run: Run) throws(StoreError) -> StartableRun? {
        guard let body = try definition(run.definitionID) else { return nil }
        let previous = try connection.first(
            "SELECT last_success_at FROM schedule WHERE id = ?", [.integer(run.scheduleID)]
        ) { columns throws(StoreError) in columns.optionalTime() }
        return StartableRun(
            run: run,
            definition: body.definition(
                key: run.key, notifications: try readableNotifications(run.notificationSets)),
            previousSuccess: previous ?? nil)
    }

    /// Stores that the run was started; nil when it was known, or nobody listens.
    func record(_ started: StartedRun) throws(StoreError) -> EventToTell? {
        guard var row = try runRow(started.uid), row.run.state == .pending else { return nil }
        row.run.state = .running
        row.run.startedAt = started.at
        try connection.run(
            "UPDATE run SET state = 'running', started_at = ? WHERE id = ?",
            [.time(started.at), .integer(row.id)])
        return try record(Happening(.running), of: row, at: started.at)
    }

    /// Stores how an attempt ended, and the run's event when it was the last; nil when there is no such run.
    func complete(_ completion: Completion) throws(StoreError) -> CompletedRun? {
        guard var row = try runRow(completion.uid) else {
            log.warning("a run \(completion.uid) ended that is not in the store")
            return nil
        }
        if row.run.state.isFinal || row.run.attempt != completion.attempt {
            return try known(row.run, since: completion)
        }
        row.run.results.merge(completion.results)
        row.run.startedAt = completion.startedAt ?? row.run.startedAt
        let underWay = row
        row.run = row.run.ended(completion.outcome, at: completion.endedAt)
        if completion.retryAt != nil { return try repeatAttempt(of: row, after: completion) }
        let reported =
            completion.results.values.isEmpty
            ? nil : try record(Happening(.reported), of: underWay, at: completion.endedAt)
        try connection.run(
            """
            UPDATE run SET state = ?, reason = ?, message = ?, started_at = ?, ended_at = ?,
                exit_code = ?, signal = ?, user_time = ?, system_time = ?, wall_time = ?,
                peak_memory = ?, results = ?, results_error = ?
            WHERE id = ?
            """, RunRow.end(of: row.run) + [.integer(row.id)])
        let change = try recordHealth(row.run)
        let idleSince = try recordIdle(row.run)
        let event = try record(
            Happening(row.run.state.occasion, reason: row.run.reason, change: change), of: row,
            at: completion.endedAt, logTail: completion.logTail)
        try releaseSecrets(of: row.run.notificationSets)
        return CompletedRun(
            run: row.run, reported: reported, tell: event, idleSince: idleSince)
    }

    /// What is known of an end that was recorded before, perhaps without the caller's hearing of it.
    private func known(_ run: Run, since completion: Completion) throws(StoreError) -> CompletedRun
    {
        let isRetry =
            completion.retryAt != nil && run.isWaiting && run.attempt == completion.attempt + 1
        let idleSince = try connection.first(
            "SELECT idle_since FROM schedule WHERE id = ?", [.integer(run.scheduleID)]
        ) { columns throws(StoreError) in columns.optionalTime() }
        return CompletedRun(
            run: run, tell: nil, retry: isRetry ? try startable(run) : nil,
            idleSince: idleSince ?? nil)
    }

    /// Keeps what came of the attempt that failed, and makes the run pending again.
    private func repeatAttempt(
        of row: RunRow, after completion: Completion
    ) throws(StoreError) -> CompletedRun? {
        var row = row
        let instant = completion.retryAt ?? completion.endedAt
        try insert(attempt: row)
        let event = try record(
            Happening(.attemptError, reason: row.run.reason), of: row, at: completion.endedAt,
            logTail: completion.logTail)
        row.run = row.run.tryingAgain(at: instant)
        try connection.run(
            """
            UPDATE run SET attempt = ?, start_after = ?, launcher = NULL, state = ?, reason = ?,
                message = ?, started_at = ?, ended_at = ?, exit_code = ?, signal = ?, user_time = ?,
                system_time = ?, wall_time = ?, peak_memory = ?, results = ?, results_error = ?
            WHERE id = ?
            """,
            [.integer(row.run.attempt), .time(instant)] + RunRow.end(of: row.run)
                + [.integer(row.id)])
        return CompletedRun(run: row.run, tell: event, retry: try startable(row.run))
    }

    /// Notes that a run of the schedule is over; since when none is under way, if so.
    private func recordIdle(_ run: Run) throws(StoreError) -> Timestamp? {
        try connection.first(
            """
            UPDATE schedule SET idle_since = CASE WHEN EXISTS (
                SELECT 1 FROM run INDEXED BY run_active
                WHERE schedule_id = schedule.id AND state IN ('pending', 'running'))
                THEN NULL ELSE ? END
            WHERE id = ? RETURNING idle_since
            """, [.time(run.endedAt), .integer(run.scheduleID)]
        ) { columns throws(StoreError) in columns.optionalTime() } ?? nil
    }

    /// Notes whether the schedule's runs fail now; what this end changes about that.
    private func recordHealth(_ run: Run) throws(StoreError) -> Happening.Change? {
        guard run.state == .completed || run.state == .error else { return nil }
        let failingSince =
            try connection.first(
                "SELECT failing_since FROM schedule WHERE id = ?", [.integer(run.scheduleID)]
            ) { columns throws(StoreError) in columns.optionalTime() } ?? nil
        switch (run.state, failingSince) {
        case (.completed, _):
            try connection.run(
                "UPDATE schedule SET last_success_at = ?, failing_since = NULL WHERE id = ?",
                [.time(run.endedAt), .integer(run.scheduleID)])
            return failingSince == nil ? nil : .fixed
        case (_, nil):
            try connection.run(
                "UPDATE schedule SET failing_since = ? WHERE id = ?",
                [.time(run.endedAt), .integer(run.scheduleID)])
            return .broken
        default: return nil
        }
    }

    private func insert(attempt row: RunRow) throws(StoreError) {
        let run = row.run
        try connection.run(
            """
            INSERT INTO attempt (run_id, number, started_at, ended_at, reason, message, exit_code,
                signal)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(row.id), .integer(run.attempt), .time(run.startedAt), .time(run.endedAt),
                .word(run.reason), .text(run.message),
            ] + RunRow.parameters(of: run.exit))
    }

    func attempts(of run: UID) throws(StoreError) -> [Attempt] {
        try page(
            Int.max,
            """
            SELECT a.number, a.started_at, a.ended_at, a.reason, a.message, a.exit_code, a.signal
            FROM attempt a JOIN run r ON r.id = a.run_id WHERE r.uid = ? ORDER BY a.number
            """, [.uid(run)]
        ) { columns throws(StoreError) in
            readable("attempt", &columns) { columns throws(UnreadableRow) in
                Attempt(
                    number: columns.integer(), startedAt: columns.optionalTime(),
                    endedAt: columns.time(), reason: try columns.word(), message: columns.text(),
                    exit: RunRow.exit(&columns))
            }
        }
    }

    /// Ends a run that waited too long for its turn; nil when it does not wait any more.
    func skip(
        waiting uid: UID, _ reason: SkipReason, message: String, now: Timestamp
    ) throws(StoreError) -> CompletedRun? {
        guard var row = try runRow(uid), row.run.isWaiting else { return nil }
        row.run.state = .skipped
        row.run.skipReason = reason
        row.run.message = message
        row.run.endedAt = now
        try connection.run(
            "UPDATE run SET state = 'skipped', skip_reason = ?, message = ?, ended_at = ? WHERE id = ?",
            [.word(reason), .text(message), .time(now), .integer(row.id)])
        let idleSince = try recordIdle(row.run)
        let event = try record(Happening(.skipped), of: row, at: now)
        try releaseSecrets(of: row.run.notificationSets)
        return CompletedRun(run: row.run, tell: event, idleSince: idleSince)
    }
}
