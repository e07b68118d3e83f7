import Domain
import Formats

extension Session {
    /// Stores that something happened to a run; the event with its listeners when there are any.
    ///
    /// The end of a run is stored always, the rest only when somebody listens.
    ///
    /// - Parameter logTail: the last lines of its log; empty where they are not told.
    func record(
        _ happening: Happening, of row: RunRow, at: Timestamp, logTail: String = ""
    ) throws(StoreError) -> EventToTell? {
        let run = row.run
        let notifications = try notifications(run.notificationSets)
        let listeners = notifications.filter { $0.listens(to: happening) }
        guard happening.occasion.isEnd || !listeners.isEmpty else { return nil }
        let snapshot: JSONValue? =
            listeners.isEmpty
            ? .none : try snapshot(of: run, told: notifications, logTail: logTail)
        let event = Event(
            id: makeUID(now: at), run: run.uid, key: run.key, owner: run.owner,
            happening: happening, at: at, snapshot: snapshot ?? .null,
            notificationSets: run.notificationSets,
            notificationsPendingSince: listeners.isEmpty ? nil : at)
        try insert(event, of: run.scheduleID, run: row.id, snapshot: snapshot?.text, only: nil)
        guard !listeners.isEmpty else { return nil }
        return EventToTell(event: event, notifications: listeners.compactMap(\.notification))
    }

    /// Stores that a schedule was created; nil when nobody listens.
    func recordCreation(of row: ScheduleRow, at: Timestamp) throws(StoreError) -> EventToTell? {
        let happening = Happening(.defined)
        let listeners = try listeners(row.notificationSets, to: happening)
        guard !listeners.isEmpty else { return nil }
        let snapshot = try schedule(row).object
        let event = Event(
            id: makeUID(now: at), run: nil, key: row.key, owner: row.owner, happening: happening,
            at: at, snapshot: snapshot, notificationSets: row.notificationSets,
            notificationsPendingSince: at)
        try insert(event, of: row.id, run: nil, snapshot: snapshot.text, only: nil)
        return EventToTell(event: event, notifications: listeners.compactMap(\.notification))
    }

    func insert(
        _ event: Event, of schedule: Int64, run: Int64?, snapshot: String?, only: Name?
    ) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO event (uid, schedule_id, project, schedule, owner, run_id, occasion, reason,
                change, at, notification_set_id, project_notification_set_id, only_notification,
                snapshot, notifications_pending_since, resends)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .uid(event.id), .integer(schedule), .name(event.key.project), .name(event.key.name),
                .owner(event.owner), .integer(run), .word(event.occasion),
                .word(event.happening.reason), .word(event.happening.change), .time(event.at),
                .integer(event.notificationSets.own), .integer(event.notificationSets.project),
                .text(only?.text), .text(snapshot), .time(event.notificationsPendingSince),
                .uid(event.resends),
            ])
    }

    /// What an event tells; nil when its words cannot be understood.
    func readHappening(_ columns: inout Columns) -> Happening? {
        let occasion = Occasion(rawValue: columns.text())
        let reason = columns.optionalText().flatMap(ErrorReason.init)
        let change = columns.optionalText().flatMap(Happening.Change.init)
        return occasion.map { Happening($0, reason: reason, change: change) }
    }

    /// The run in the form that templates and webhook bodies see, with whom to tell of it.
    func snapshot(
        of run: Run, told notifications: [StoredNotification], logTail: String = ""
    ) throws(StoreError) -> JSONValue {
        let body = try definition(run.definitionID) ?? .unreadable
        return run.snapshot(
            definition: body.definition(key: run.key, notifications: []),
            notifications: notifications.map(\.summary), logTail: logTail)
    }

    /// Takes an event out of the outbox when each of its deliveries has ended.
    func clearIfTold(_ event: Int64) throws(StoreError) {
        let told = try connection.first(
            """
            UPDATE event SET notifications_pending_since = NULL
            WHERE id = ? AND NOT EXISTS
                (SELECT 1 FROM delivery WHERE event_id = event.id AND state = 'pending')
            RETURNING notification_set_id, project_notification_set_id
            """, [.integer(event)]
        ) { columns throws(StoreError) in columns.notificationSets() }
        if let told { try releaseSecrets(of: told) }
    }
}

extension Occasion {
    fileprivate var isEnd: Bool { self == .completed || self == .error || self == .aborted }
}
