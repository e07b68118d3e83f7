package import Domain
package import Formats

extension Store {
    /// Notes a start of the service, and what lies between it and the last sign of life before.
    ///
    /// - Parameter boot: names the start of the machine.
    package func noteStart(boot: String, now: Timestamp) async throws(StoreError) -> StartNote {
        let before = before
        return try await write { session throws(StoreError) in
            let known = try session.boot()
            guard let known else {
                try session.setBoot(boot)
                return StartNote(isNewBoot: false, interruption: nil)
            }
            guard let last = before.lastWrite, last <= now else {
                return StartNote(isNewBoot: known != boot, interruption: nil)
            }
            let interruption = Interruption(
                kind: known != boot ? .machineOff : before.wasClosed ? .stopped : .killed,
                from: last, until: now)
            try session.insert(interruption)
            return StartNote(isNewBoot: known != boot, interruption: interruption)
        }
    }

    /// Keeps an interruption that was noticed while the service runs.
    package func record(_ interruption: Interruption) async throws(StoreError) {
        try await write { session throws(StoreError) in try session.insert(interruption) }
    }

    /// The interruptions that touch a time, the oldest first.
    package func interruptions(
        from: Timestamp, until: Timestamp
    ) async throws(StoreError) -> [Interruption] {
        try await read { session throws(StoreError) in
            try session.page(
                StoreLimits.interruptions,
                """
                SELECT kind, began_at, ended_at FROM interruption
                WHERE max(began_at, ended_at) >= ? AND min(began_at, ended_at) <= ? ORDER BY id
                """, [.time(from), .time(until)]
            ) { columns throws(StoreError) in
                session.readable("interruption", &columns) { columns throws(UnreadableRow) in
                    Interruption(
                        kind: try columns.word(), from: columns.time(), until: columns.time())
                }
            }
        }
    }
}

extension Session {
    /// The start of the machine that was last acted upon; nil when none was.
    func boot() throws(StoreError) -> String? {
        try connection.first("SELECT boot FROM machine WHERE id = 1") {
            columns throws(StoreError) in columns.text()
        }
    }

    func setBoot(_ boot: String) throws(StoreError) {
        try connection.run(
            "INSERT INTO machine (id, boot) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET boot = ?1",
            [.text(boot)])
    }

    fileprivate func insert(_ interruption: Interruption) throws(StoreError) {
        try connection.run(
            "INSERT INTO interruption (kind, began_at, ended_at) VALUES (?, ?, ?)",
            [.word(interruption.kind), .time(interruption.from), .time(interruption.until)])
        try connection.run(
            "DELETE FROM interruption WHERE id <= ?",
            [.integer(connection.lastInsertedRow - Int64(StoreLimits.interruptions))])
    }
}
