package import Domain
package import Formats
import Platform

extension Store {
    /// Creates the runs of a tick, and the rows of what did not run.
    ///
    /// Ignored is what no longer holds: the schedule is gone, has another revision, or is accounted for that
    /// far already; so it may be repeated. A paused schedule takes skips, but no run.
    package func createDueRuns(
        _ due: [DueSchedule], launcher: String, now: Timestamp
    ) async throws(StoreError) -> DueResult {
        try await write { session throws(StoreError) in
            var result = DueResult()
            for schedule in due {
                var part = DueResult()
                do throws(StoreError) {
                    try session.savepoint { () throws(StoreError) in
                        part = try session.create(schedule, launcher: launcher, now: now)
                    }
                } catch {
                    guard !error.concernsStorage, session.connection.isInTransaction else {
                        throw error
                    }
                    session.log.error(
                        "what is due of the schedule \(schedule.scheduleID) was not recorded: \(error)"
                    )
                    continue
                }
                result.add(part)
            }
            return result
        }
    }

    /// Takes back the accounts that reach beyond an instant, after a clock that was ahead was corrected;
    /// nothing has been idle since later than now either.
    package func correctAccounts(
        after latest: Timestamp, to now: Timestamp
    ) async throws(StoreError) -> [Schedule] {
        try await write { session throws(StoreError) in
            let rows = try session.page(
                Int.max,
                """
                \(ScheduleRow.select) WHERE deleted_at IS NULL
                    AND (accounted_until > ?1 OR idle_since > ?1)
                """, [.time(latest)]
            ) { columns throws(StoreError) in
                session.readable("schedule", &columns, ScheduleRow.init)
            }
            var corrected: [Schedule] = []
            for row in rows {
                try session.connection.run(
                    """
                    UPDATE schedule SET accounted_until = min(accounted_until, ?1),
                        idle_since = min(idle_since, ?1)
                    WHERE id = ?2
                    """, [.time(now), .integer(row.id)])
                guard var schedule = try session.readableSchedule(row) else { continue }
                schedule.accountedUntil = min(schedule.accountedUntil, now)
                schedule.idleSince = schedule.idleSince.map { min($0, now) }
                corrected.append(schedule)
            }
            return corrected
        }
    }

    /// Creates the runs that a start of the machine makes due, unless that was done for this one.
    package func createBootRuns(
        _ due: [DueSchedule], boot: String, launcher: String, now: Timestamp
    ) async throws(StoreError) -> DueResult {
        try await write { session throws(StoreError) in
            var result = DueResult()
            guard try session.boot() != boot else { return result }
            for schedule in due {
                guard let row = try session.scheduleRow(id: schedule.scheduleID), row.pause == nil
                else { continue }
                result.add(try session.create(schedule, of: row, launcher: launcher, now: now))
            }
            try session.setBoot(boot)
            return result
        }
    }

    /// Creates a run by hand, also of a paused schedule, as far as its overlap policy has room for it.
    ///
    /// - Parameter parameters: replace those of the schedule, or are added to them, for this run.
    package func createManualRun(
        _ key: ScheduleKey, uid: UID, launcher: String, parameters: JSONObject = [:],
        by caller: Caller, now: Timestamp
    ) async throws(StoreError) -> DueResult {
        try await write { session throws(StoreError) in
            let row = try session.scheduleRow(key, for: caller)
            if let existing = try session.runRow(uid), existing.run.scheduleID == row.id {
                guard let startable = try session.startable(existing.run) else {
                    throw .failed("the definition of the run \(uid) in the store cannot be read")
                }
                return DueResult(runs: [startable], skipped: [], events: [])
            }
            guard let body = try session.definition(row.definitionID) else {
                throw .failed(
                    "the definition of the schedule \(key) in the store cannot be read: apply it again"
                )
            }
            let active = try session.activeRuns(row.id)
            let room = body.policies.overlap.room(
                beside: active, atMost: body.policies.maxActive)
            if case .none(let reason, let message) = room {
                throw .invalidState(
                    reason == .overlap
                        ? "the schedule \(key) is still running (run \(active.oldest ?? "")): wait for it, "
                            + "or abort it" : "\(message): wait for them, or abort some")
            }
            let run = Run(
                uid: uid, scheduleID: row.id, key: row.key, owner: row.owner, trigger: .manual,
                occurrence: nil, state: .pending, createdAt: now,
                parameters: RunParameters.merged(body.parameters, with: parameters),
                launcher: room == .free ? launcher : nil, definitionID: row.definitionID,
                notificationSets: row.notificationSets)
            return try session.insert(run, previousSuccess: row.lastSuccessAt) ?? DueResult()
        }
    }

    /// Creates runs for occurrences of the past, to run one after the other, or only says which.
    ///
    /// Left out are those of which a run is under way, or, unless they are to be repeated, has completed.
    package func backfill(
        _ key: ScheduleKey, _ occurrences: [Timestamp], repeating: Bool, isDryRun: Bool,
        by caller: Caller, now: Timestamp
    ) async throws(StoreError) -> BackfillPlan {
        try await write { session throws(StoreError) in
            let row = try session.scheduleRow(key, for: caller)
            var wanted: [Timestamp] = []
            var leftOut: [Timestamp] = []
            var created = DueResult()
            let parameters = try session.definition(row.definitionID)?.parameters ?? [:]
            for occurrence in occurrences {
                guard try session.mayRun(occurrence, of: row.id, repeating: repeating) else {
                    leftOut.append(occurrence)
                    continue
                }
                wanted.append(occurrence)
                if isDryRun { continue }
                let run = Run(
                    uid: session.makeUID(now: now), scheduleID: row.id, key: row.key,
                    owner: row.owner, trigger: .backfill, occurrence: occurrence, state: .pending,
                    createdAt: now, parameters: parameters, definitionID: row.definitionID,
                    notificationSets: row.notificationSets)
                if let inserted = try session.insert(run, previousSuccess: row.lastSuccessAt) {
                    created.add(inserted)
                }
            }
            return BackfillPlan(occurrences: wanted, leftOut: leftOut, created: created)
        }
    }
}

extension Session {
    /// Whether an occurrence has no run yet that would make another one a repetition.
    fileprivate func mayRun(
        _ occurrence: Timestamp, of schedule: Int64, repeating: Bool
    ) throws(StoreError) -> Bool {
        try connection.first(
            """
            SELECT 1 FROM run WHERE schedule_id = ?1 AND occurrence = ?2 AND trigger <> 'backfill'
                AND state IN ('pending', 'running', ?3)
            UNION ALL
            SELECT 1 FROM run INDEXED BY run_backfill
            WHERE schedule_id = ?1 AND occurrence = ?2 AND trigger = 'backfill'
                AND state IN ('pending', 'running', ?3)
            LIMIT 1
            """,
            [.integer(schedule), .time(occurrence), .text(repeating ? "" : "completed")]
        ) { columns throws(StoreError) in true } == nil
    }
}
