import Domain
import Formats
import Platform

extension Session {
    /// The notifications that count: of the project's those whose name the own list does not have.
    func notifications(_ sets: NotificationSets) throws(StoreError) -> [StoredNotification] {
        let own = try notifications(sets.own)
        guard let project = sets.project else { return own }
        let names = Set(own.map(\.name))
        return own + (try notifications(project).filter { !names.contains($0.name) })
    }

    /// Those that want to hear of it, or only the one that is meant; all where it is not known what it is.
    func listeners(
        _ sets: NotificationSets, to happening: Happening?, only: String? = nil
    ) throws(StoreError) -> [StoredNotification] {
        try notifications(sets).filter { stored in
            only.map { $0 == stored.name } ?? happening.map(stored.listens) ?? true
        }
    }

    /// The notifications of a set that can be read; of the others the log speaks.
    func readableNotifications(_ set: Int64) throws(StoreError) -> [Notification] {
        try notifications(set).compactMap(readable)
    }

    /// The notifications that count, where they can be read.
    func readableNotifications(_ sets: NotificationSets) throws(StoreError) -> [Notification] {
        try notifications(sets).compactMap(readable)
    }

    private func readable(_ stored: StoredNotification) -> Notification? {
        switch stored.value {
        case .success(let notification): return notification
        case .failure(let why):
            log.error("notification \(stored.name) in the store cannot be read: \(why)")
            return nil
        }
    }

    /// The notifications of all lists that can be read, each with where it comes from.
    func listed(_ sets: NotificationSets) throws(StoreError) -> [ListedNotification] {
        let own = try notifications(sets.own)
        let origin = try origin(of: sets.own)
        var listed = own.compactMap(readable).map {
            ListedNotification(notification: $0, origin: origin)
        }
        guard let project = sets.project else { return listed }
        let names = Set(own.map(\.name))
        listed += try readableNotifications(project).map {
            ListedNotification(
                notification: $0, origin: .project, isReplaced: names.contains($0.name.text))
        }
        return listed
    }

    /// Whether a set holds these and nothing else, also nothing that cannot be read.
    func holds(_ set: Int64, _ notifications: [Notification]) throws(StoreError) -> Bool {
        try self.notifications(set).elementsEqual(notifications) { $0.notification == $1 }
    }

    func origin(of set: Int64) throws(StoreError) -> NotificationOrigin {
        let word = try connection.first(
            "SELECT origin FROM notification_set WHERE id = ?", [.integer(set)]
        ) { columns throws(StoreError) in columns.text() }
        guard let origin = word.flatMap(NotificationOrigin.init) else {
            throw .failed("a list of notifications in the store cannot be read: set it again")
        }
        return origin
    }

    /// The set of a project; nil where it has none.
    func notificationSet(ofProject project: Name) throws(StoreError) -> Int64? {
        try connection.first(
            "SELECT notification_set_id FROM project WHERE name = ?", [.name(project)]
        ) { columns throws(StoreError) in columns.integer() }
    }

    /// Makes a list be all that counts for a run.
    func setNotifications(
        _ notifications: [Notification], of row: RunRow
    ) throws(StoreError) {
        let sets = row.run.notificationSets
        if try origin(of: sets.own) == .run, try holds(sets.own, notifications) { return }
        try connection.run(
            """
            UPDATE run SET notification_set_id = ?, project_notification_set_id = NULL
            WHERE id = ?
            """,
            [
                .integer(
                    try insert(notifications, of: .run, named: row.run.uid.description)),
                .integer(row.id),
            ])
        try releaseSecrets(ofSet: sets.own)
        if let project = sets.project { try releaseSecrets(ofSet: project) }
    }

    func setNotifications(
        _ notifications: [Notification], ofProject project: Name
    ) throws(StoreError) {
        let before = try notificationSet(ofProject: project)
        if notifications.isEmpty {
            try connection.run("DELETE FROM project WHERE name = ?", [.name(project)])
            if let before { try releaseSecrets(ofSet: before) }
            return
        }
        if let before, try holds(before, notifications) { return }
        try connection.run(
            """
            INSERT INTO project (name, notification_set_id) VALUES (?, ?)
            ON CONFLICT (name) DO UPDATE SET notification_set_id = excluded.notification_set_id
            """,
            [
                .name(project),
                .integer(try insert(notifications, of: .project, named: project.text)),
            ])
        if let before { try releaseSecrets(ofSet: before) }
    }

    /// Stores a new set; sets never change. The name of the schedule, run or project that holds it
    /// begins those of its secrets.
    func insert(
        _ notifications: [Notification], of origin: NotificationOrigin, named holder: String
    ) throws(StoreError) -> Int64 {
        var names: Set<Name> = []
        for notification in notifications where !names.insert(notification.name).inserted {
            throw .invalidState(
                "two notifications are named \(notification.name): give each a name of its own")
        }
        try connection.run(
            "INSERT INTO notification_set (origin, size) VALUES (?, ?)",
            [.word(origin), .integer(Int64(notifications.count))])
        let set = connection.lastInsertedRow
        for (position, notification) in notifications.enumerated() {
            let secret = try insert(
                secrets: notification.configuration?.secretParameters ?? [:],
                named: "\(holder)-\(notification.name)", ofSet: set)
            try connection.run(
                """
                INSERT INTO notification (set_id, position, \(StoredNotification.columns))
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [.integer(set), .integer(Int64(position))]
                    + StoredNotification.parameters(of: notification, secret: secret))
        }
        return set
    }
}
