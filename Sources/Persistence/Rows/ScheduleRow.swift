import Domain
import Formats

/// A row of a schedule, with its definition and notifications still to be fetched.
struct ScheduleRow {
    static let select = """
        SELECT id, project, name, owner, definition_id, notification_set_id, paused_at, paused_until,
            paused_by, pause_reason, revision, created_at, accounted_until, idle_since,
            last_success_at, failing_since,
            (SELECT p.notification_set_id FROM project p WHERE p.name = schedule.project)
        FROM schedule
        """

    let id: Int64
    let key: ScheduleKey
    let owner: Owner
    let definitionID: Int64
    /// The lists that its next run is created with.
    let notificationSets: NotificationSets
    let pause: Pause?
    let revision: Int64
    let createdAt: Timestamp
    let accountedUntil: Timestamp
    let idleSince: Timestamp?
    let lastSuccessAt: Timestamp?
    /// Since when its runs fail; nil while they do not.
    let failingSince: Timestamp?

    init(reading columns: inout Columns) throws(UnreadableRow) {
        id = columns.integer()
        key = ScheduleKey(project: try columns.name(), name: try columns.name())
        owner = try columns.owner()
        definitionID = columns.integer()
        let ownSet = columns.integer()
        pause = try Self.pause(&columns)
        revision = columns.integer()
        createdAt = columns.time()
        accountedUntil = columns.time()
        idleSince = columns.optionalTime()
        lastSuccessAt = columns.optionalTime()
        failingSince = columns.optionalTime()
        notificationSets = NotificationSets(own: ownSet, project: columns.optionalInteger())
    }

    private static func pause(_ columns: inout Columns) throws(UnreadableRow) -> Pause? {
        guard let at = columns.optionalTime() else {
            columns.skip(3)
            return nil
        }
        return Pause(
            at: at, until: columns.optionalTime(), by: try columns.owner(), reason: columns.text())
    }

    /// The values of a pause, in the order of their columns.
    static func parameters(of pause: Pause?) -> [Parameter] {
        [
            .time(pause?.at), .time(pause?.until), .integer((pause?.by.uid).map(Int64.init)),
            .text(pause?.reason),
        ]
    }

    func schedule(_ body: DefinitionBody, _ notifications: [Notification]) -> Schedule {
        Schedule(
            id: id,
            definition: body.definition(
                key: key, paused: pause == nil ? nil : true, notifications: notifications),
            owner: owner, createdAt: createdAt, accountedUntil: accountedUntil, revision: revision,
            pause: pause, idleSince: idleSince)
    }
}
