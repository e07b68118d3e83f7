import Domain
import Formats

/// A row of a delivery joined with its event, and its run where it has one.
enum DeliveryRow {
    static let columns = """
        e.uid, d.notification, r.uid, e.project, e.schedule, d.kind, d.state, d.attempts,
        d.created_at, d.tried_since, d.next_attempt_at, d.ended_at, d.reason
        """
    static let tables = """
        delivery d JOIN event e ON e.id = d.event_id LEFT JOIN run r ON r.id = e.run_id
        """

    static func read(_ columns: inout Columns) throws(UnreadableRow) -> Delivery {
        let id = DeliveryID(event: try columns.uid(), notification: try columns.name())
        let run = try columns.optionalUID()
        let key = ScheduleKey(project: try columns.name(), name: try columns.name())
        return Delivery(
            id: id, run: run, key: key, kind: columns.text(), state: try columns.word(),
            attempts: columns.integer(), createdAt: columns.time(), triedSince: columns.time(),
            nextAttemptAt: columns.optionalTime(), endedAt: columns.optionalTime(),
            reason: columns.text())
    }
}
