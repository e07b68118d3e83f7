import CSQLite

/// The statements that a connection has prepared, by their text.
final class StatementCache {
    @safe private struct Prepared {
        let handle: OpaquePointer

        var isInUse: Bool { unsafe sqlite3_stmt_busy(handle) != 0 }
        func finalize() { unsafe sqlite3_finalize(handle) }
    }

    private var prepared: [String: Prepared] = [:]

    subscript(sql: String) -> OpaquePointer? { unsafe prepared[sql]?.handle }

    var texts: [String] { Array(prepared.keys) }

    /// Keeps a statement; at the limit those that are not in use make room.
    func keep(_ statement: OpaquePointer, for sql: String) {
        if prepared.count >= StoreLimits.statements {
            for (text, idle) in prepared where !idle.isInUse {
                idle.finalize()
                prepared[text] = nil
            }
        }
        prepared[sql] = unsafe Prepared(handle: statement)
    }

    func finalize() {
        for statement in prepared.values { statement.finalize() }
        prepared = [:]
    }
}
