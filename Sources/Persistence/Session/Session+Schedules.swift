import Domain
import Formats
import Platform

extension Session {
    /// The row of a schedule that the caller may manage.
    func scheduleRow(_ key: ScheduleKey, for caller: Caller) throws(StoreError) -> ScheduleRow {
        guard let row = try scheduleRow(key) else {
            throw .notFound(kind: "schedule", name: "\(key)")
        }
        guard caller.mayManage(row.owner) else {
            throw .notPermitted(
                "the schedule \(key) belongs to user \(row.owner.uid): only they and administrators may "
                    + "see or change it")
        }
        return row
    }

    /// The row of a schedule that has not been deleted.
    func scheduleRow(_ key: ScheduleKey) throws(StoreError) -> ScheduleRow? {
        try connection.first(
            "\(ScheduleRow.select) WHERE project = ? AND name = ? AND deleted_at IS NULL",
            [.name(key.project), .name(key.name)]
        ) { columns throws(StoreError) in
            do throws(UnreadableRow) {
                return try ScheduleRow(reading: &columns)
            } catch {
                throw .failed("the schedule \(key) in the store cannot be read: \(error)")
            }
        }
    }

    func scheduleRow(id: Int64) throws(StoreError) -> ScheduleRow? {
        try connection.first(
            "\(ScheduleRow.select) WHERE id = ? AND deleted_at IS NULL", [.integer(id)]
        ) { columns throws(StoreError) in readable("schedule", &columns, ScheduleRow.init) } ?? nil
    }

    /// What is made of the rows of schedules that the caller may see, in the order of their keys; those
    /// that yield nil do not count.
    func scheduleRows<Value>(
        project: Name?, by caller: Caller, after: ScheduleKey?, limit: Int,
        _ read: (ScheduleRow) throws(StoreError) -> Value?
    ) throws(StoreError) -> [Value] {
        var filter = Filter("deleted_at IS NULL")
        if let project { filter.add("project = ?", .name(project)) }
        if !caller.isAdministrator { filter.add("owner = ?", .integer(Int64(caller.uid))) }
        if let after {
            filter.add("(project, name) > (?, ?)", .name(after.project), .name(after.name))
        }
        return try page(
            limit,
            "\(ScheduleRow.select) INDEXED BY schedule_key WHERE \(filter.sql) ORDER BY project, name",
            filter.parameters
        ) { columns throws(StoreError) in
            guard let row = readable("schedule", &columns, ScheduleRow.init) else { return nil }
            return try read(row)
        }
    }

    /// The schedule of a row, where its definition can be read.
    func readableSchedule(_ row: ScheduleRow) throws(StoreError) -> Schedule? {
        guard let body = try definition(row.definitionID) else { return nil }
        return row.schedule(body, try readableNotifications(row.notificationSets.own))
    }

    func schedule(_ row: ScheduleRow) throws(StoreError) -> Schedule {
        guard let schedule = try readableSchedule(row) else {
            throw .failed(
                "the definition of the schedule \(row.key) in the store cannot be read: apply it again"
            )
        }
        return schedule
    }

    /// The newest run of a schedule that was not skipped.
    func lastRun(_ schedule: Int64) throws(StoreError) -> Run? {
        try connection.first(
            """
            \(RunRow.selectListed) WHERE r.schedule_id = ? AND r.state <> 'skipped' ORDER BY r.id DESC LIMIT 1
            """, [.integer(schedule)]
        ) { columns throws(StoreError) in readable("run", &columns, RunRow.init)?.run } ?? nil
    }

    func apply(
        _ definition: ScheduleDefinition, by caller: Caller, now: Timestamp
    ) throws(StoreError) -> AppliedSchedule {
        guard try scheduleRow(definition.key) != nil else {
            try create(definition, by: caller, now: now)
            let row = try scheduleRow(definition.key, for: caller)
            return AppliedSchedule(
                schedule: try schedule(row), change: .created,
                tell: try recordCreation(of: row, at: now))
        }
        let row = try scheduleRow(definition.key, for: caller)
        let isChanged = try update(row, to: definition, by: caller, now: now)
        let schedule = try schedule(try scheduleRow(definition.key, for: caller))
        return AppliedSchedule(schedule: schedule, change: isChanged ? .updated : .unchanged)
    }

    private func create(
        _ definition: ScheduleDefinition, by caller: Caller, now: Timestamp
    ) throws(StoreError) {
        let body = try insert(DefinitionBody(definition))
        let set = try insert(
            definition.notifications, of: .schedule, named: definition.key.name.text)
        try connection.run(
            """
            INSERT INTO schedule (project, name, owner, definition_id, notification_set_id,
                revision, created_at, accounted_until, idle_since, paused_at, paused_until, paused_by,
                pause_reason)
            VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .name(definition.key.project), .name(definition.key.name),
                .integer(Int64(caller.uid)), .integer(body), .integer(set), .time(now),
                .time(now), .time(now),
            ] + ScheduleRow.parameters(of: pause(definition.paused, nil, by: caller, now: now)))
    }

    /// The pause that a definition leads to; one that says nothing of it leaves the known one.
    private func pause(
        _ isPaused: Bool?, _ known: Pause?, by caller: Caller, now: Timestamp
    ) -> Pause? {
        switch isPaused {
        case nil: known
        case false?: nil
        case true?: known ?? Pause(at: now, by: Owner(uid: caller.uid))
        }
    }

    /// Changes what differs; false when nothing does.
    private func update(
        _ row: ScheduleRow, to definition: ScheduleDefinition, by caller: Caller, now: Timestamp
    ) throws(StoreError) -> Bool {
        let before = try self.definition(row.definitionID)
        let body = DefinitionBody(definition)
        let isOther = before != body
        let pause = pause(definition.paused, row.pause, by: caller, now: now)
        let isDueOtherwise = row.pause != pause || !(before?.isDueLike(body) ?? false)
        let isToldOtherwise = try !holds(row.notificationSets.own, definition.notifications)
        guard isOther || isDueOtherwise || isToldOtherwise else { return false }
        try connection.run(
            """
            UPDATE schedule SET definition_id = ?, notification_set_id = ?, revision = ?,
                accounted_until = ?, paused_at = ?, paused_until = ?, paused_by = ?, pause_reason = ?
            WHERE id = ?
            """,
            [
                .integer(isOther ? try insert(body) : row.definitionID),
                .integer(
                    isToldOtherwise
                        ? try insert(
                            definition.notifications, of: .schedule, named: row.key.name.text)
                        : row.notificationSets.own),
                .integer(isOther || isDueOtherwise ? row.revision + 1 : row.revision),
                .time(isDueOtherwise ? max(row.accountedUntil, now) : row.accountedUntil),
            ] + ScheduleRow.parameters(of: pause) + [.integer(row.id)])
        if isToldOtherwise { try releaseSecrets(ofSet: row.notificationSets.own) }
        return true
    }

    func setPause(
        _ pause: Pause?, of row: ScheduleRow, accountedUntil: Timestamp
    ) throws(StoreError) {
        try connection.run(
            """
            UPDATE schedule SET revision = revision + 1, accounted_until = ?, paused_at = ?,
                paused_until = ?, paused_by = ?, pause_reason = ?
            WHERE id = ?
            """,
            [.time(accountedUntil)] + ScheduleRow.parameters(of: pause) + [.integer(row.id)])
    }

    private func insert(_ body: DefinitionBody) throws(StoreError) -> Int64 {
        try connection.run("INSERT INTO definition (body) VALUES (?)", [.json(body.json)])
        return connection.lastInsertedRow
    }
}
