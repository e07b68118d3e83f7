import CSQLite

/// Which database a connection has open, for the words of its errors.
struct ConnectionName: Hashable, Sendable {
    let path: String

    /// The error that the connection met last, in the store's words.
    func error(_ database: OpaquePointer?) -> StoreError {
        let extended = unsafe sqlite3_extended_errcode(database)
        let text = unsafe sqlite3_errmsg(database).map { unsafe String(cString: $0) } ?? "unknown"
        let why = "\(text), SQLite code \(extended)"
        switch extended & 0xFF {
        case SQLITE_FULL:
            return .full("there is no room to write \(path) (\(why)): free space on its disk")
        case SQLITE_IOERR:
            return .full(
                "\(path) cannot be read or written (\(why)): look after its disk and free space")
        case SQLITE_CORRUPT, SQLITE_NOTADB:
            return .damaged(
                "\(path) is damaged (\(why)): stop notifyd and restore the file from a backup")
        case SQLITE_BUSY, SQLITE_LOCKED:
            return .locked("another program has locked \(path) (\(why)): close it and try again")
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_READONLY:
            return .failed(
                "\(path) cannot be opened for writing (\(why)): check its owner and mode")
        default: return .failed("\(path) refused an operation (\(why))")
        }
    }
}
