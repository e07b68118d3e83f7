import Domain
import Formats

/// A row of an event, joined with its run where it has one.
struct EventRow {
    static let columns = """
        e.id, e.uid, r.uid, e.project, e.schedule, e.owner, e.occasion, e.reason, e.change, e.at,
        e.notification_set_id, e.project_notification_set_id, e.only_notification,
        e.notifications_pending_since, e.resends, e.snapshot
        """
    static let tables = "event e LEFT JOIN run r ON r.id = e.run_id"

    let id: Int64
    let value: Result<Event, UnreadableRow>
    let only: String?

    init(reading columns: inout Columns) {
        id = columns.integer()
        var only: String?
        do throws(UnreadableRow) {
            value = .success(try Self.event(&columns, &only))
        } catch {
            value = .failure(error)
        }
        self.only = only
    }

    private static func event(
        _ columns: inout Columns, _ only: inout String?
    ) throws(UnreadableRow) -> Event {
        let uid = try columns.uid()
        let run = try columns.optionalUID()
        let key = ScheduleKey(project: try columns.name(), name: try columns.name())
        let owner = try columns.owner()
        let happening = Happening(
            try columns.word(), reason: try columns.optionalWord(),
            change: try columns.optionalWord())
        let at = columns.time()
        let sets = columns.notificationSets()
        only = columns.optionalText()
        let pendingSince = columns.optionalTime()
        let resends = try columns.optionalUID()
        let snapshot: JSONValue
        do throws(JSONError) {
            snapshot = try JSONValue(parsing: columns.text())
        } catch {
            throw UnreadableRow("its record of the run cannot be read: \(error)")
        }
        return Event(
            id: uid, run: run, key: key, owner: owner, happening: happening, at: at,
            snapshot: snapshot, notificationSets: sets, notificationsPendingSince: pendingSince,
            resends: resends)
    }
}
