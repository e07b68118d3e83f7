package import Domain

extension Store {
    /// Gives a schedule other notifications; runs that exist keep theirs.
    package func setNotifications(
        _ key: ScheduleKey, _ notifications: [Notification], by caller: Caller
    ) async throws(StoreError) -> Schedule {
        try await write { session throws(StoreError) in
            let row = try session.scheduleRow(key, for: caller)
            if try !session.holds(row.notificationSets.own, notifications) {
                try session.connection.run(
                    "UPDATE schedule SET notification_set_id = ? WHERE id = ?",
                    [
                        .integer(
                            try session.insert(
                                notifications, of: .schedule, named: key.name.text)),
                        .integer(row.id),
                    ])
                try session.releaseSecrets(ofSet: row.notificationSets.own)
            }
            return try session.schedule(try session.scheduleRow(key, for: caller))
        }
    }

    /// Gives a run that has not ended a list of its own, beside which neither its schedule's nor its
    /// project's counts; events that exist keep theirs.
    package func setNotifications(
        ofRun uid: UID, _ notifications: [Notification], by caller: Caller
    ) async throws(StoreError) {
        try await write { session throws(StoreError) in
            let row = try session.runRow(uid, for: caller)
            guard !row.run.state.isFinal else {
                throw .invalidState(
                    "the run \(uid) has ended already, as \(row.run.state.rawValue): what it told can "
                        + "only be sent again, by notifyctl resend-notifications")
            }
            try session.setNotifications(notifications, of: row)
        }
    }

    /// Gives a project notifications, which count for all its schedules besides their own, whether
    /// there are any yet or not; runs that exist keep theirs. An empty list takes them away.
    package func setNotifications(
        ofProject project: Name, _ notifications: [Notification], by caller: Caller
    ) async throws(StoreError) {
        guard caller.isAdministrator else {
            throw .notPermitted(
                "the notifications of the project \(project) tell of everybody's runs: only "
                    + "administrators may set them")
        }
        try await write { session throws(StoreError) in
            try session.setNotifications(notifications, ofProject: project)
        }
    }

    /// What counts for a schedule's next run: its own notifications, then its project's.
    package func notifications(
        of key: ScheduleKey, by caller: Caller
    ) async throws(StoreError) -> ScheduleNotifications {
        try await read { session throws(StoreError) in
            let sets = try session.scheduleRow(key, for: caller).notificationSets
            return ScheduleNotifications(key: key, notifications: try session.listed(sets))
        }
    }

    /// What counts for a run: its own notifications, or its schedule's and then its project's, as they
    /// were when it was created.
    package func notifications(
        ofRun uid: UID, by caller: Caller
    ) async throws(StoreError) -> ScheduleNotifications {
        try await read { session throws(StoreError) in
            let run = try session.runRow(uid, for: caller).run
            return ScheduleNotifications(
                key: run.key, notifications: try session.listed(run.notificationSets))
        }
    }

    /// A project's own notifications.
    package func notifications(
        ofProject project: Name, by caller: Caller
    ) async throws(StoreError) -> [ListedNotification] {
        guard caller.isAdministrator else {
            throw .notPermitted(
                "only administrators may list the notifications of the project \(project) by "
                    + "themselves: list those of one of your schedules in it")
        }
        return try await read { session throws(StoreError) in
            guard let set = try session.notificationSet(ofProject: project) else { return [] }
            return try session.listed(NotificationSets(own: set))
        }
    }

    /// What counts for the next runs of schedules, in the order of their keys; only of their own for
    /// those who are no administrators.
    package func listNotifications(
        project: Name? = nil, by caller: Caller, after: ScheduleKey? = nil, limit: Int
    ) async throws(StoreError) -> [ScheduleNotifications] {
        try await read { session throws(StoreError) in
            try session.scheduleRows(project: project, by: caller, after: after, limit: limit) {
                row throws(StoreError) in
                ScheduleNotifications(
                    key: row.key, notifications: try session.listed(row.notificationSets))
            }
        }
    }
}
