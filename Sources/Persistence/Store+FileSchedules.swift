package import Domain
package import Formats

extension Store {
    /// Makes the schedules that come from files be as these are defined, all or none.
    ///
    /// Those that came from files before, and are in none any more, are deleted. One of another owner than
    /// the caller is refused, whoever administers: a file takes nobody's schedule over.
    package func applyFileSchedules(
        _ definitions: [ScheduleDefinition], by caller: Caller, now: Timestamp
    ) async throws(StoreError) -> (applied: [AppliedSchedule], deleted: [Schedule]) {
        try await write { session throws(StoreError) in
            let owner = Owner(uid: caller.uid)
            var applied: [AppliedSchedule] = []
            for definition in definitions {
                if let row = try session.scheduleRow(definition.key), row.owner != owner {
                    throw .notPermitted(
                        "the schedule \(definition.key) belongs to user \(row.owner.uid): name the one in "
                            + "the file otherwise, or delete theirs")
                }
                applied.append(try session.apply(definition, by: caller, now: now))
            }
            let kept = Set(applied.map(\.schedule.id))
            var deleted: [Schedule] = []
            for id in try session.fileSchedules() where !kept.contains(id) {
                guard let row = try session.scheduleRow(id: id) else { continue }
                // One that cannot be read is deleted all the same, and is not scheduled either.
                if let schedule = try session.readableSchedule(row) { deleted.append(schedule) }
                try session.delete(row, at: now)
            }
            try session.setFileSchedules(kept)
            return (applied, deleted)
        }
    }
}

extension Session {
    /// The schedules that came from files when those were applied last.
    fileprivate func fileSchedules() throws(StoreError) -> [Int64] {
        try page(Int.max, "SELECT schedule_id FROM file_schedule ORDER BY schedule_id", []) {
            columns throws(StoreError) in columns.integer()
        }
    }

    fileprivate func setFileSchedules(_ ids: Set<Int64>) throws(StoreError) {
        let known = Set(try fileSchedules())
        for id in known.subtracting(ids) {
            try connection.run("DELETE FROM file_schedule WHERE schedule_id = ?", [.integer(id)])
        }
        for id in ids.subtracting(known).sorted() {
            try connection.run("INSERT INTO file_schedule (schedule_id) VALUES (?)", [.integer(id)])
        }
    }

    /// Deletes a schedule; its runs stay, and its name is free again.
    func delete(_ row: ScheduleRow, at now: Timestamp) throws(StoreError) {
        try connection.run(
            "UPDATE schedule SET deleted_at = ? WHERE id = ?", [.time(now), .integer(row.id)])
        try releaseSecrets(ofSet: row.notificationSets.own)
        try forgetMemories(ofSchedule: row.id)
    }
}
