import Domain

/// What channels remember of their messages.
extension Session {
    func memory(_ key: MemoryKey, of delivery: DeliveryID) throws(StoreError) -> String? {
        let subject = Self.column(key)
        return try connection.first(
            """
            SELECT m.value FROM event e JOIN channel_memory m ON m.\(subject) = e.\(subject)
            WHERE e.uid = ? AND m.place = ?
            """, [.uid(delivery.event), .text(key.place)]
        ) { columns throws(StoreError) in columns.text() }
    }

    /// Remembers in place of what was known; a schedule that is deleted remembers nothing any more.
    func remember(_ memory: ChannelMemory, of delivery: DeliveryID) throws(StoreError) {
        let subject = Self.column(memory.key)
        let isKept = if case .run = memory.key.subject { "TRUE" } else { "s.deleted_at IS NULL" }
        let row = try connection.first(
            """
            INSERT INTO channel_memory (\(subject), place, value)
            SELECT e.\(subject), ?, ? FROM event e JOIN schedule s ON s.id = e.schedule_id
            WHERE e.uid = ? AND e.\(subject) IS NOT NULL AND \(isKept)
            ON CONFLICT (\(subject), place) WHERE \(subject) IS NOT NULL
                DO UPDATE SET value = excluded.value
            RETURNING \(subject)
            """,
            [.text(memory.key.place), .text(memory.value), .uid(delivery.event)]
        ) { columns throws(StoreError) in columns.integer() }
        if let row { try dropOldMemories(subject, row) }
    }

    func forgetMemories(ofSchedule schedule: Int64) throws(StoreError) {
        try connection.run(
            "DELETE FROM channel_memory WHERE schedule_id = ?", [.integer(schedule)])
    }

    /// Drops the oldest where there is one more than are kept.
    private func dropOldMemories(_ subject: String, _ row: Int64) throws(StoreError) {
        let known = try connection.first(
            "SELECT count(*), min(id) FROM channel_memory WHERE \(subject) = ?", [.integer(row)]
        ) { columns throws(StoreError) in (count: columns.integer(), oldest: columns.integer()) }
        guard let known, known.count > StoreLimits.channelMemories else { return }
        try connection.run("DELETE FROM channel_memory WHERE id = ?", [.integer(known.oldest)])
    }

    /// The column of what the memory belongs to, which events have too.
    private static func column(_ key: MemoryKey) -> String {
        switch key.subject {
        case .run: "run_id"
        case .schedule: "schedule_id"
        }
    }
}
