package import Domain
import Formats

extension Store {
    /// Denies addresses; those that are denied already stay so since then, with the new reason.
    package func addDenial(_ denial: Denial, by caller: Caller) async throws(StoreError) {
        try await write { session throws(StoreError) in
            try session.checkDenials(caller)
            try session.connection.run(
                """
                INSERT INTO denial (kind, pattern, reason, denied_by, since) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (kind, pattern) DO UPDATE
                    SET reason = excluded.reason, denied_by = excluded.denied_by
                """,
                [
                    .text(denial.kind ?? ""), .text(denial.pattern.text), .text(denial.reason),
                    .integer(Int64(denial.by)), .time(denial.since),
                ])
            let count = try session.connection.first("SELECT count(*) FROM denial") {
                columns throws(StoreError) in columns.integer()
            }
            guard Int(count ?? 0) <= Limits.denials else {
                throw .invalidState(
                    "there are \(Limits.denials) denials already: remove one first, or write one "
                        + "with * for many")
            }
        }
    }

    /// Allows addresses again; false when there was no such denial.
    package func removeDenial(
        kind: String?, pattern: AddressPattern, by caller: Caller
    ) async throws(StoreError) -> Bool {
        try await write { session throws(StoreError) in
            try session.checkDenials(caller)
            try session.connection.run(
                "DELETE FROM denial WHERE kind = ? AND pattern = ?",
                [.text(kind ?? ""), .text(pattern.text)])
            return session.connection.changes > 0
        }
    }

    /// Every denial, by kind and address.
    package func denials() async throws(StoreError) -> [Denial] {
        try await read { session throws(StoreError) in
            try session.page(
                Int.max,
                "SELECT kind, pattern, reason, denied_by, since FROM denial ORDER BY kind, pattern",
                []
            ) { columns throws(StoreError) in
                session.readable("denial", &columns, Denial.init(reading:))
            }
        }
    }

    /// The same for a caller who asks for them.
    package func denials(by caller: Caller) async throws(StoreError) -> [Denial] {
        guard caller.isAdministrator else { throw .denialsAreForAdministrators }
        return try await denials()
    }
}

extension Session {
    fileprivate func checkDenials(_ caller: Caller) throws(StoreError) {
        guard caller.isAdministrator else { throw .denialsAreForAdministrators }
    }
}

extension StoreError {
    fileprivate static let denialsAreForAdministrators = StoreError.notPermitted(
        "what may not be sent to is for administrators to see and change")
}

extension Denial {
    fileprivate init(reading columns: inout Columns) throws(UnreadableRow) {
        let kind = columns.text()
        let pattern: AddressPattern
        do throws(AddressPattern.Problem) {
            pattern = try AddressPattern(columns.text())
        } catch {
            throw UnreadableRow("its address \(error.clause)")
        }
        self.init(
            kind: kind.isEmpty ? nil : kind, pattern: pattern, reason: columns.text(),
            by: try columns.owner().uid, since: columns.time())
    }
}
