import Domain
import Formats

/// The order of what goes to one destination about one run.
extension Session {
    /// The delivery that another one waits for, which is told to people too; nil when it waits for none.
    func noteWait(ofDelivery id: Int64) throws(StoreError) -> DeliveryID? {
        let found = try connection.first(
            """
            SELECT e.uid, b.notification FROM delivery d JOIN delivery b ON b.id = d.waits_for
                JOIN event e ON e.id = b.event_id
            WHERE d.id = ?
            """, [.integer(id)]
        ) { columns throws(StoreError) in
            readable("delivery", &columns) { columns throws(UnreadableRow) in
                DeliveryID(event: try columns.uid(), notification: try columns.name())
            }
        }
        guard let first = found ?? nil else { return nil }
        try connection.run(
            "UPDATE delivery SET reason = ? WHERE id = ?",
            [.text("waiting for the delivery \(first), which comes first"), .integer(id)])
        return first
    }

    /// Lets go on what waited for a delivery that has ended; those that are due now.
    ///
    /// Where another one of the lane is still before it, it waits for that.
    func release(behind ended: Int64, now: Timestamp) throws(StoreError) -> [DeliveryID] {
        let waiting = try connection.all(
            "SELECT id FROM delivery WHERE waits_for = ?", [.integer(ended)]
        ) { columns throws(StoreError) in columns.integer() }
        var released: [DeliveryID] = []
        for id in waiting {
            let isFree = try connection.first(
                """
                UPDATE delivery AS w SET next_attempt_at = max(next_attempt_at, ?), waits_for = (
                    SELECT b.id FROM delivery b
                    WHERE b.lane = w.lane AND b.event_id < w.event_id AND b.state = 'pending'
                    ORDER BY b.event_id DESC LIMIT 1)
                WHERE id = ? RETURNING waits_for IS NULL
                """, [.time(now), .integer(id)]
            ) { columns throws(StoreError) in columns.flag() }
            if isFree == true, let free = try deliveryID(ofRow: id) { released.append(free) }
        }
        return released
    }

    private func deliveryID(ofRow id: Int64) throws(StoreError) -> DeliveryID? {
        try connection.first(
            """
            SELECT e.uid, d.notification FROM delivery d JOIN event e ON e.id = d.event_id
            WHERE d.id = ?
            """, [.integer(id)]
        ) { columns throws(StoreError) in
            readable("delivery", &columns) { columns throws(UnreadableRow) in
                DeliveryID(event: try columns.uid(), notification: try columns.name())
            }
        } ?? nil
    }
}
