package import Domain
package import Formats

extension Store {
    /// One run.
    package func run(_ uid: UID, by caller: Caller) async throws(StoreError) -> Run {
        try await read { session throws(StoreError) in try session.runRow(uid, for: caller).run }
    }

    /// One run with the definition it was created by.
    package func runWithDefinition(
        _ uid: UID, by caller: Caller
    ) async throws(StoreError) -> StartableRun {
        try await read { session throws(StoreError) in
            guard let run = try session.startable(try session.runRow(uid, for: caller).run) else {
                throw .failed("the definition of the run \(uid) in the store cannot be read")
            }
            return run
        }
    }

    /// Runs, newest first, without their parameters and results; only their own for those who are no
    /// administrators.
    package func listRuns(
        _ filter: RunFilter = RunFilter(), by caller: Caller, after: UID? = nil, limit: Int
    ) async throws(StoreError) -> [Run] {
        try await read { session throws(StoreError) in
            try session.list(
                limit, below: try session.place(ofRun: after),
                schedules: try session.schedules(filter.schedule, filter.project), by: caller,
                Listing(filter)
            ) { columns in session.readable("run", &columns, RunRow.init)?.run }
        }
    }

    /// What became of the occurrence of a schedule at an instant, or else of the last one before it: its
    /// run, or the row of those that were skipped.
    package func account(
        of schedule: Int64, at instant: Timestamp
    ) async throws(StoreError) -> Run? {
        try await read { session throws(StoreError) in
            try session.connection.first(
                """
                \(RunRow.select) WHERE r.schedule_id = ? AND r.occurrence <= ?
                    AND r.occurrence IS NOT NULL AND r.trigger <> 'backfill'
                ORDER BY r.occurrence DESC LIMIT 1
                """, [.integer(schedule), .time(instant)]
            ) { columns throws(StoreError) in session.readable("run", &columns, RunRow.init)?.run }
                ?? nil
        }
    }

    /// The runs of an occurrence that somebody asked for when it had passed, the newest first.
    package func backfills(
        of schedule: Int64, at occurrence: Timestamp
    ) async throws(StoreError) -> [Run] {
        try await read { session throws(StoreError) in
            try session.page(
                Int(Limits.waitingRuns),
                """
                \(RunRow.selectListed) INDEXED BY run_backfill
                WHERE r.schedule_id = ? AND r.occurrence = ? AND r.trigger = 'backfill'
                ORDER BY r.id DESC
                """, [.integer(schedule), .time(occurrence)]
            ) { columns throws(StoreError) in session.readable("run", &columns, RunRow.init)?.run }
        }
    }

    /// One delivery with its attempts.
    package func delivery(
        _ id: DeliveryID, by caller: Caller
    ) async throws(StoreError) -> DeliveryRecord {
        try await read { session throws(StoreError) in
            let (row, delivery, _) = try session.delivery(id, for: caller)
            return DeliveryRecord(
                delivery: delivery, attempts: try session.attempts(ofDelivery: row))
        }
    }

    /// Deliveries, newest first; only those of their own runs for those who are no administrators.
    package func deliveries(
        _ filter: DeliveryFilter = DeliveryFilter(), by caller: Caller, after: DeliveryID? = nil,
        limit: Int
    ) async throws(StoreError) -> [Delivery] {
        try await read { session throws(StoreError) in
            try session.list(
                limit, below: try session.place(ofDelivery: after),
                schedules: try session.schedules(filter.schedule, filter.project), by: caller,
                Listing(filter)
            ) { columns in session.readable("delivery", &columns, DeliveryRow.read) }
        }
    }
}
