import CSQLite
import Testing

/// A database as another program would open it.
enum RawDatabase {
    /// Carries out SQL on a database file.
    static func execute(_ sql: String, on path: String) throws {
        let database = try Connection(path)
        try #require(
            unsafe sqlite3_exec(database.handle, sql, nil, nil, nil) == SQLITE_OK, database.why)
    }

    /// The first column of the first row.
    static func integer(_ sql: String, of path: String) throws -> Int64 {
        let database = try Connection(path)
        var statement: OpaquePointer?
        try #require(
            unsafe sqlite3_prepare_v2(database.handle, sql, -1, &statement, nil) == SQLITE_OK,
            database.why)
        defer { unsafe sqlite3_finalize(statement) }
        try #require(unsafe sqlite3_step(statement) == SQLITE_ROW, database.why)
        return unsafe sqlite3_column_int64(statement, 0)
    }

    /// The first column of every row.
    static func texts(_ sql: String, of path: String) throws -> [String] {
        let database = try Connection(path)
        var statement: OpaquePointer?
        try #require(
            unsafe sqlite3_prepare_v2(database.handle, sql, -1, &statement, nil) == SQLITE_OK,
            database.why)
        defer { unsafe sqlite3_finalize(statement) }
        var texts: [String] = []
        while unsafe sqlite3_step(statement) == SQLITE_ROW {
            texts.append(
                unsafe sqlite3_column_text(statement, 0).map { unsafe String(cString: $0) } ?? "")
        }
        return texts
    }

    /// Holds the write lock of a database until it is let go of.
    @safe final class Connection {
        fileprivate var handle: OpaquePointer?

        init(_ path: String) throws {
            try #require(unsafe sqlite3_open(path, &handle) == SQLITE_OK)
            unsafe sqlite3_busy_timeout(handle, 5000)
            // Checkpoints are the store's.
            unsafe sqlite3_wal_autocheckpoint(handle, 0)
        }

        deinit { unsafe sqlite3_close(handle) }

        var why: Comment { unsafe Comment(rawValue: String(cString: sqlite3_errmsg(handle))) }

        func execute(_ sql: String) throws {
            try #require(unsafe sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK, why)
        }
    }
}
