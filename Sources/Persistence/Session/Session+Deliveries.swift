import Domain
import Formats
import Platform

extension Session {
    /// Adds the deliveries that have to wait for others.
    func record(
        _ plan: DeliveryPlan, _ waiting: inout [DeliveryID: DeliveryID]
    ) throws(StoreError) {
        let found = try connection.first(
            """
            SELECT id, occasion, reason, change, at, notification_set_id,
                project_notification_set_id, only_notification
            FROM event
            WHERE uid = ? AND notifications_pending_since IS NOT NULL
            """, [.uid(plan.event)]
        ) { columns throws(StoreError) in
            (
                columns.integer(), readHappening(&columns), columns.time(),
                columns.notificationSets(), columns.optionalText()
            )
        }
        guard let (event, happening, at, sets, only) = found else { return }
        for delivery in plan.deliveries {
            let lane = plan.lanes[delivery.id.notification]
            let row = try insert(delivery, ofEvent: event, lane)
            if let row, let attempt = plan.attempts[delivery.id.notification] {
                try insert(attempt, ofDelivery: row)
            }
            if lane == nil { continue }
            // One that was planned before waits as it did.
            let known =
                try row == nil ? self.row(ofDelivery: delivery.id.notification, of: event) : row
            if let known { waiting[delivery.id] = try noteWait(ofDelivery: known) }
        }
        for listener in try listeners(sets, to: happening, only: only) {
            guard case .failure(let why) = listener.value else { continue }
            try insertFailed(listener, ofEvent: event, at: at, "\(why)")
        }
        try clearIfTold(event)
    }

    private func row(
        ofDelivery notification: Name, of event: Int64
    ) throws(StoreError) -> Int64? {
        try connection.first(
            "SELECT id FROM delivery WHERE event_id = ? AND notification = ?",
            [.integer(event), .name(notification)]
        ) { columns throws(StoreError) in columns.integer() }
    }

    /// Its row; nil when it was there before.
    private func insert(
        _ delivery: Delivery, ofEvent event: Int64, _ lane: String?
    ) throws(StoreError) -> Int64? {
        let isPending = delivery.state == .pending
        try insertDelivery(
            ofEvent: event,
            [
                .name(delivery.id.notification), .text(delivery.kind), .word(delivery.state),
                .integer(delivery.attempts), .time(delivery.createdAt), .time(delivery.triedSince),
                .time(isPending ? delivery.nextAttemptAt ?? delivery.createdAt : nil),
                .time(isPending ? nil : delivery.endedAt ?? delivery.createdAt),
                .text(delivery.reason),
            ], lane: isPending ? lane : nil)
        guard connection.changes > 0 else { return nil }
        if isPending { pendingDeliveriesChange += 1 }
        return connection.lastInsertedRow
    }

    /// A delivery that cannot be made, because its notification or event cannot be read.
    func insertFailed(
        _ notification: StoredNotification, ofEvent event: Int64, at: Timestamp, _ reason: String
    ) throws(StoreError) {
        try insertDelivery(
            ofEvent: event,
            [
                .text(notification.name), .text(notification.kind), .word(DeliveryState.failed),
                .integer(Int64(0)), .time(at), .time(at), .null, .time(at), .text(reason),
            ])
    }

    private func insertDelivery(
        ofEvent event: Int64, _ values: [Parameter], lane: String? = nil
    ) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO delivery (event_id, schedule_id, project, owner, notification, kind, state,
                attempts, created_at, tried_since, next_attempt_at, ended_at, reason, lane, waits_for)
            SELECT e.id, e.schedule_id, e.project, e.owner, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?11,
                (SELECT b.id FROM delivery b
                WHERE b.lane = ?11 AND b.event_id < ?10 AND b.state = 'pending'
                ORDER BY b.event_id DESC LIMIT 1)
            FROM event e WHERE e.id = ?10
            ON CONFLICT (event_id, notification) DO NOTHING
            """, values + [.integer(event), .text(lane)])
    }

    /// Ends a delivery that cannot be read.
    func giveUp(
        delivery id: Int64, _ why: UnreadableRow, at: Timestamp
    ) throws(StoreError) {
        log.error("delivery \(id) in the store cannot be read, and is given up: \(why)")
        let event = try connection.first(
            """
            UPDATE delivery SET state = 'failed', next_attempt_at = NULL, ended_at = ?, reason = ?,
                waits_for = NULL
            WHERE id = ? AND state = 'pending' RETURNING event_id
            """, [.time(at), .text("\(why)"), .integer(id)]
        ) { columns throws(StoreError) in columns.integer() }
        guard let event else { return }
        pendingDeliveriesChange -= 1
        _ = try release(behind: id, now: at)
        try clearIfTold(event)
    }

    /// Deliveries that are due, and the keys of those that cannot be read.
    func dueDeliveries(
        until: Timestamp, after: DueCursor?, limit: Int
    ) throws(StoreError) -> (jobs: [DeliveryJob], unreadable: [(Int64, UnreadableRow)]) {
        var unreadable: [(Int64, UnreadableRow)] = []
        let jobs = try page(
            limit,
            """
            \(Self.selectJob)
            WHERE d.state = 'pending' AND d.waits_for IS NULL AND d.next_attempt_at <= ?
                AND (d.next_attempt_at, d.id) > (?, ?)
            ORDER BY d.next_attempt_at, d.id
            """,
            [
                .time(until), .integer(after?.nextAttemptAt.microseconds ?? Int64.min),
                .integer(after?.row ?? 0),
            ]
        ) { columns throws(StoreError) -> DeliveryJob? in
            let cursor = DueCursor(row: columns.integer(), nextAttemptAt: columns.time())
            switch try job(at: cursor, &columns) {
            case .success(let job): return job
            case .failure(let why):
                unreadable.append((cursor.row, why))
                return nil
            }
        }
        return (jobs, unreadable)
    }

    /// One pending delivery with all it takes to send it.
    func job(
        ofDelivery id: Int64
    ) throws(StoreError) -> Result<DeliveryJob, UnreadableRow>? {
        try connection.first("\(Self.selectJob) WHERE d.id = ?", [.integer(id)]) {
            columns throws(StoreError) in
            let cursor = DueCursor(row: columns.integer(), nextAttemptAt: columns.time())
            return try job(at: cursor, &columns)
        }
    }

    /// The deliveries of an event that collect its run's log; those that cannot be read are left out.
    func logCollections(of event: UID) throws(StoreError) -> [DeliveryJob] {
        try page(
            Int.max,
            """
            \(Self.selectJob) WHERE e.uid = ? AND d.kind = ? ORDER BY d.id
            """, [.uid(event), .text(Delivery.logCollection)]
        ) { columns throws(StoreError) -> DeliveryJob? in
            let cursor = DueCursor(
                row: columns.integer(),
                nextAttemptAt: columns.optionalTime() ?? Timestamp(microseconds: 0))
            switch try job(at: cursor, &columns) {
            case .success(let job): return job
            case .failure: return nil
            }
        }
    }

    /// Makes those deliveries of an event due that have waited for its run's log, once none collects it
    /// any more.
    ///
    /// They are those that nobody has attempted and that are due later; one that waits for its destination
    /// is put off again by that.
    func releaseAfterLog(_ event: Int64, at now: Timestamp) throws(StoreError) {
        try connection.run(
            """
            UPDATE delivery SET next_attempt_at = ?1, reason = ''
            WHERE event_id = ?2 AND state = 'pending' AND attempts = 0 AND next_attempt_at > ?1
                AND NOT EXISTS (
                    SELECT 1 FROM delivery l
                    WHERE l.event_id = ?2 AND l.kind = ?3 AND l.state = 'pending')
            """, [.time(now), .integer(event), .text(Delivery.logCollection)])
    }

    private static let selectJob = """
        SELECT d.id, d.next_attempt_at,
            EXISTS (
                SELECT 1 FROM delivery l
                WHERE l.event_id = d.event_id AND l.kind = '\(Delivery.logCollection)' AND l.id <> d.id),
            \(DeliveryRow.columns), \(EventRow.columns)
        FROM \(DeliveryRow.tables)
        """

    private func job(
        at cursor: DueCursor, _ columns: inout Columns
    ) throws(StoreError) -> Result<DeliveryJob, UnreadableRow> {
        let hasLogs = columns.integer() != 0
        let delivery: Delivery
        let event: Event
        do throws(UnreadableRow) {
            delivery = try DeliveryRow.read(&columns)
            event = try EventRow(reading: &columns).value.get()
        } catch {
            return .failure(error)
        }
        return try notification(delivery.id.notification, of: event.notificationSets)
            .map { notification in
                DeliveryJob(
                    delivery: delivery, event: event, notification: notification,
                    hasLogs: hasLogs, cursor: cursor)
            }
    }

    private func notification(
        _ name: Name, of sets: NotificationSets
    ) throws(StoreError) -> Result<Notification, UnreadableRow> {
        try notifications(sets).first { $0.name == name.text }?.value
            ?? .failure(UnreadableRow("its notification is not in the store"))
    }
}
