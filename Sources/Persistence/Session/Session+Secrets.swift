import Domain
import Formats

extension Session {
    /// The secrets of a set of notifications, as far as they are still needed.
    func secrets(ofSet set: Int64) throws(StoreError) -> SealedSecrets {
        try secrets(
            "SELECT reference, sealed FROM secret WHERE set_id = ?", .integer(set),
            whyDeleted:
                "its secrets were deleted, since no schedule, project or unfinished run has "
                + "this list of notifications any more: start a new run to be told of")
    }

    func secrets(ofNotifier name: Name) throws(StoreError) -> SealedSecrets {
        try secrets(
            "SELECT reference, sealed FROM secret WHERE notifier = ?", .name(name),
            whyDeleted: "its secrets are not in the store any more: replace it")
    }

    private func secrets(
        _ sql: String, _ holder: Parameter, whyDeleted: String
    ) throws(StoreError) -> SealedSecrets {
        let rows = try connection.all(sql, [holder]) { columns throws(StoreError) in
            (columns.text(), columns.bytes())
        }
        return SealedSecrets(
            box: box, sealed: Dictionary(rows) { first, _ in first }, whyDeleted: whyDeleted)
    }

    /// Stores the secret parameters of a notification; their reference, nil where there are none.
    func insert(
        secrets parameters: JSONObject, named name: String, ofSet set: Int64
    ) throws(StoreError) -> String? {
        if parameters.isEmpty { return nil }
        let reference = try freeReference(name, set)
        try connection.run(
            "INSERT INTO secret (reference, set_id, sealed) VALUES (?, ?, ?)",
            [.text(reference), .integer(set), .bytes(seal(parameters, for: reference))])
        return reference
    }

    func seal(_ parameters: JSONObject, for reference: String) -> [UInt8] {
        box.seal(JSONValue.object(parameters).bytes, for: reference)
    }

    /// The name, made unique by a number where an older secret of that name lives.
    func freeReference(_ name: String, _ number: Int64) throws(StoreError) -> String {
        var reference = name
        var suffix = "-\(number)"
        while try connection.first(
            "SELECT 1 FROM secret WHERE reference = ?", [.text(reference)], { _ in true }) != nil
        {
            reference = name + suffix
            suffix += "-\(number)"
        }
        return reference
    }

    /// Deletes the secrets of sets that nothing needs any more.
    ///
    /// To be called by whatever lets go of a set, after it has: where a schedule has other notifications
    /// or is deleted, a run has ended, an event has been told.
    func releaseSecrets(of sets: NotificationSets) throws(StoreError) {
        // A run's own list is the run's for as long as that is stored.
        if try origin(of: sets.own) != .run { try releaseSecrets(ofSet: sets.own) }
        if let project = sets.project { try releaseSecrets(ofSet: project) }
    }

    func releaseSecrets(ofSet set: Int64) throws(StoreError) {
        try connection.run(
            """
            DELETE FROM secret WHERE set_id = ?
                AND NOT EXISTS (SELECT 1 FROM schedule s INDEXED BY schedule_of_set
                    WHERE s.notification_set_id = secret.set_id AND s.deleted_at IS NULL)
                AND NOT EXISTS (SELECT 1 FROM project p INDEXED BY project_of_set
                    WHERE p.notification_set_id = secret.set_id)
                AND NOT EXISTS (SELECT 1 FROM run r INDEXED BY run_of_set
                    WHERE r.notification_set_id = secret.set_id
                        AND r.state IN ('pending', 'running'))
                AND NOT EXISTS (SELECT 1 FROM run r INDEXED BY run_of_project_set
                    WHERE r.project_notification_set_id = secret.set_id
                        AND r.state IN ('pending', 'running'))
                AND NOT EXISTS (SELECT 1 FROM event e INDEXED BY event_of_set
                    WHERE e.notification_set_id = secret.set_id
                        AND e.notifications_pending_since IS NOT NULL)
                AND NOT EXISTS (SELECT 1 FROM event e INDEXED BY event_of_project_set
                    WHERE e.project_notification_set_id = secret.set_id
                        AND e.notifications_pending_since IS NOT NULL)
            """, [.integer(set)])
        if connection.changes > 0 { forgetNotifications(ofSet: set) }
    }
}
