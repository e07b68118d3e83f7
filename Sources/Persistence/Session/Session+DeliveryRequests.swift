import Domain
import Formats

/// What people ask of one delivery.
extension Session {
    /// A delivery with its key and owner, for a caller who may manage it.
    func delivery(
        _ id: DeliveryID, for caller: Caller
    ) throws(StoreError) -> (row: Int64, delivery: Delivery, owner: Owner) {
        let found = try connection.first(
            """
            SELECT d.id, d.owner, \(DeliveryRow.columns) FROM \(DeliveryRow.tables)
            WHERE e.uid = ? AND d.notification = ?
            """, [.uid(id.event), .name(id.notification)]
        ) { columns throws(StoreError) in
            let row = columns.integer()
            do throws(UnreadableRow) {
                return (row, try columns.owner(), try DeliveryRow.read(&columns))
            } catch {
                throw .failed("the delivery \(id) in the store cannot be read: \(error)")
            }
        }
        guard let (row, owner, delivery) = found else {
            throw .notFound(kind: "delivery", name: "\(id)")
        }
        guard caller.mayManage(owner) else {
            throw .notPermitted(
                "the delivery \(id) belongs to user \(owner.uid): only they and administrators may see it"
            )
        }
        return (row, delivery, owner)
    }

    /// Makes a delivery due at once; since when it is tried grows each time, and tells attempts from before.
    func retry(
        _ id: DeliveryID, reason: String, by caller: Caller, now: Timestamp
    ) throws(StoreError) -> DeliveryJob {
        let (row, before, _) = try delivery(id, for: caller)
        guard before.state != .sent else {
            throw .invalidState(
                "the delivery \(id) was sent: notifyctl resend-notifications sends the notifications of "
                    + "a run once more")
        }
        let event = try connection.first(
            """
            UPDATE delivery SET state = 'pending', next_attempt_at = ?1, ended_at = NULL,
                tried_since = max(?1, tried_since + 1), reason = ?2, waits_for = NULL
            WHERE id = ?3 RETURNING event_id
            """, [.time(now), .text(reason), .integer(row)]
        ) { columns throws(StoreError) in columns.integer() }
        if before.state.isFinal { pendingDeliveriesChange += 1 }
        try connection.run(
            """
            UPDATE event SET notifications_pending_since = ?
            WHERE id = ? AND notifications_pending_since IS NULL AND snapshot IS NOT NULL
            """, [.time(now), .integer(event)])
        switch try job(ofDelivery: row) {
        case .success(let job)?: return job
        case .failure(let why)?:
            throw .invalidState(
                "the delivery \(id) cannot be sent, so it is not tried again: \(why)")
        case nil: throw .notFound(kind: "delivery", name: "\(id)")
        }
    }

    /// Ends a pending delivery before it is sent.
    func cancel(
        _ id: DeliveryID, reason: String, by caller: Caller, now: Timestamp
    ) throws(StoreError) -> (Delivery, Owner) {
        let (row, before, owner) = try delivery(id, for: caller)
        guard !before.state.isFinal else {
            throw .invalidState(
                "the delivery \(id) has ended already: it is \(before.state.rawValue)")
        }
        let event = try connection.first(
            """
            UPDATE delivery SET state = 'suppressed', next_attempt_at = NULL, ended_at = ?, reason = ?,
                waits_for = NULL
            WHERE id = ? RETURNING event_id
            """, [.time(now), .text(reason), .integer(row)]
        ) { columns throws(StoreError) in columns.integer() }
        pendingDeliveriesChange -= 1
        _ = try release(behind: row, now: now)
        if let event {
            try clearIfTold(event)
            if before.collectsLog { try releaseAfterLog(event, at: now) }
        }
        return (try delivery(id, for: caller).delivery, owner)
    }
}
