import Domain
import Formats

extension Session {
    /// The row of a notifier; nil when there is none.
    func notifierRow(_ name: Name) throws(StoreError) -> NotifierRow? {
        let sealed = try secrets(ofNotifier: name)
        return try connection.first(
            "SELECT \(NotifierRow.columns) FROM notifier WHERE name = ?", [.name(name)]
        ) { columns throws(StoreError) in
            do throws(UnreadableRow) {
                return try NotifierRow(reading: &columns, sealed)
            } catch {
                throw .failed("the notifier \(name) in the store cannot be read: \(error)")
            }
        }
    }

    /// The row of a notifier that the caller may change.
    func notifierRow(_ name: Name, for caller: Caller) throws(StoreError) -> NotifierRow {
        guard let row = try notifierRow(name) else {
            throw .notFound(kind: "notifier", name: name.text)
        }
        guard caller.mayManage(row.owner) else {
            throw .notPermitted(
                "the notifier \(name) belongs to user \(row.owner.uid): only they and administrators "
                    + "may change it")
        }
        return row
    }

    /// Stores a new notifier, or what changes of one that is there.
    func store(_ draft: NotifierDraft, owner: Owner, now: Timestamp) throws(StoreError) {
        try connection.run("DELETE FROM secret WHERE notifier = ?", [.name(draft.name)])
        let secrets = draft.configuration.secretParameters
        let reference = try secrets.isEmpty ? nil : freeReference("notifier-\(draft.name)", 2)
        try connection.run(
            """
            INSERT INTO notifier (name, owner, is_shared, disabled_reason, kind, parameters,
                secret_parameters, created_at, changed_at)
            VALUES (?1, ?2, coalesce(?3, 0), '', ?4, ?5, ?6, ?7, ?7)
            ON CONFLICT (name) DO UPDATE SET is_shared = coalesce(?3, is_shared), kind = ?4,
                parameters = ?5, secret_parameters = ?6, changed_at = ?7
            """,
            [
                .name(draft.name), .owner(owner), draft.isShared.map(Parameter.flag) ?? .null,
                .text(draft.configuration.kind), .json(.object(draft.configuration.parameters)),
                .json(SealedSecrets.stored(reference)), .time(now),
            ])
        guard let reference else { return }
        try connection.run(
            "INSERT INTO secret (reference, notifier, sealed) VALUES (?, ?, ?)",
            [.text(reference), .name(draft.name), .bytes(seal(secrets, for: reference))])
    }

    func deleteNotifier(_ name: Name) throws(StoreError) {
        try connection.run("DELETE FROM secret WHERE notifier = ?", [.name(name)])
        try connection.run("DELETE FROM notifier WHERE name = ?", [.name(name)])
    }

    /// What has notifications that use it now, or has yet to be told through it.
    func users(ofNotifier name: Name) throws(StoreError) -> NotifierUsers {
        let names = try connection.all(
            """
            SELECT 'schedule', s.project, s.name FROM notification n
                JOIN schedule s INDEXED BY schedule_of_set
                    ON s.notification_set_id = n.set_id AND s.deleted_at IS NULL
                WHERE n.notifier = ?1
            UNION SELECT 'project', p.name, '' FROM notification n
                JOIN project p INDEXED BY project_of_set ON p.notification_set_id = n.set_id
                WHERE n.notifier = ?1
            UNION SELECT 'run', r.uid, '' FROM notification n
                JOIN run r INDEXED BY run_of_set
                    ON r.notification_set_id = n.set_id AND r.state IN ('pending', 'running')
                WHERE n.notifier = ?1
            UNION SELECT 'run', r.uid, '' FROM notification n
                JOIN run r INDEXED BY run_of_project_set
                    ON r.project_notification_set_id = n.set_id
                        AND r.state IN ('pending', 'running')
                WHERE n.notifier = ?1
            UNION SELECT 'event', coalesce(r.uid, e.uid), '' FROM notification n
                JOIN event e INDEXED BY event_of_set
                    ON e.notification_set_id = n.set_id
                        AND e.notifications_pending_since IS NOT NULL
                LEFT JOIN run r ON r.id = e.run_id
                WHERE n.notifier = ?1
            UNION SELECT 'event', coalesce(r.uid, e.uid), '' FROM notification n
                JOIN event e INDEXED BY event_of_project_set
                    ON e.project_notification_set_id = n.set_id
                        AND e.notifications_pending_since IS NOT NULL
                LEFT JOIN run r ON r.id = e.run_id
                WHERE n.notifier = ?1
            LIMIT \(StoreLimits.notifierUsers + 1)
            """, [.name(name)]
        ) { columns throws(StoreError) in
            Self.user(columns.text(), columns.text(), columns.text())
        }
        return NotifierUsers(
            names: Array(names.prefix(StoreLimits.notifierUsers)),
            isCut: names.count > StoreLimits.notifierUsers)
    }

    private static func user(_ kind: String, _ first: String, _ second: String) -> String {
        switch kind {
        case "schedule":
            first == Name.defaultProject.text
                ? "schedule \(second)" : "schedule \(first)/\(second)"
        case "event": "what is to be told of run \(first)"
        default: "\(kind) \(first)"
        }
    }
}
