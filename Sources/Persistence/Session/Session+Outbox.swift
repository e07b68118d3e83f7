import Domain
import Formats
import Platform

extension Session {
    /// Events without deliveries from the outbox, and the keys of those that cannot be read.
    func pendingEvents(
        after: UID?, limit: Int
    ) throws(StoreError) -> (events: [EventToTell], unreadable: [(Int64, UnreadableRow)]) {
        var place: Int64 = 0
        if let after {
            place =
                try connection.first("SELECT id FROM event WHERE uid = ?", [.uid(after)]) {
                    columns throws(StoreError) in columns.integer()
                } ?? 0
        }
        var unreadable: [(Int64, UnreadableRow)] = []
        let events = try page(
            limit,
            """
            SELECT \(EventRow.columns) FROM \(EventRow.tables)
            WHERE e.notifications_pending_since IS NOT NULL AND e.id > ?
                AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.event_id = e.id)
            ORDER BY e.id
            """, [.integer(place)]
        ) { columns throws(StoreError) -> EventToTell? in
            let row = EventRow(reading: &columns)
            switch row.value {
            case .success(let event):
                let listeners = try listeners(
                    event.notificationSets, to: event.happening, only: row.only)
                return EventToTell(
                    event: event, notifications: listeners.compactMap(\.notification))
            case .failure(let why):
                unreadable.append((row.id, why))
                return nil
            }
        }
        return (events, unreadable)
    }

    /// Ends an event that cannot be read: a failed delivery for each of its listeners says why.
    func giveUp(event id: Int64, _ why: UnreadableRow) throws(StoreError) {
        log.error("an event in the outbox cannot be read, its notifications are not sent: \(why)")
        let found = try connection.first(
            """
            SELECT occasion, reason, change, at, notification_set_id, project_notification_set_id,
                only_notification
            FROM event WHERE id = ?
            """, [.integer(id)]
        ) { columns throws(StoreError) in
            (
                readHappening(&columns), columns.time(), columns.notificationSets(),
                columns.optionalText()
            )
        }
        guard let (happening, at, sets, only) = found else { return }
        for listener in try listeners(sets, to: happening, only: only) {
            try insertFailed(listener, ofEvent: id, at: at, "the event cannot be read: \(why)")
        }
        try clearIfTold(id)
    }

    func resend(
        _ row: RunRow, _ name: Name?, now: Timestamp
    ) throws(StoreError) -> EventToTell {
        let (event, listeners) = try eventAgain(row, name, now: now)
        guard !listeners.isEmpty else {
            let occasion = event.occasion.rawValue
            throw .notFound(
                kind: "notification",
                name: name.map { "\($0) of the run \(row.run.uid)" }
                    ?? "that listens to \(occasion) of the run \(row.run.uid)")
        }
        try insert(
            event, of: row.run.scheduleID, run: row.id, snapshot: event.snapshot.text, only: name)
        return EventToTell(event: event, notifications: listeners.compactMap(\.notification))
    }

    /// What tells once more of a run, and who listens to it.
    ///
    /// - Parameter asked: what happened to it; nil for its coming into its present state.
    func eventAgain(
        _ row: RunRow, _ name: Name?, _ asked: Happening? = nil, now: Timestamp
    ) throws(StoreError) -> (Event, listeners: [StoredNotification]) {
        let run = row.run
        let occasion = asked?.occasion ?? run.state.occasion
        let last = try connection.first(
            """
            SELECT uid, change, snapshot FROM event
            WHERE run_id = ? AND occasion = ? AND resends IS NULL ORDER BY id DESC LIMIT 1
            """, [.integer(row.id), .word(occasion)]
        ) { columns throws(StoreError) in
            (
                uid: UID(columns.text()),
                change: columns.optionalText().flatMap(Happening.Change.init),
                snapshot: columns.optionalText()
            )
        }
        let happening = asked ?? Happening(occasion, reason: run.reason, change: last?.change)
        let stored = last?.snapshot.flatMap { try? JSONValue(parsing: $0) }
        let snapshot =
            if let stored { stored } else {
                try self.snapshot(of: run, told: try notifications(run.notificationSets))
            }
        let event = Event(
            id: makeUID(now: now), run: run.uid, key: run.key, owner: run.owner,
            happening: happening, at: run.endedAt ?? now, snapshot: snapshot,
            notificationSets: run.notificationSets, notificationsPendingSince: now,
            resends: last?.uid)
        return (event, try listeners(run.notificationSets, to: happening, only: name?.text))
    }
}
