import CSQLite

/// The use of a prepared statement: bound, stepped, and made ready for the next use when let go of.
@safe struct Statement: ~Copyable {
    private let handle: OpaquePointer
    private let connection: ConnectionName

    init(_ handle: OpaquePointer, of connection: ConnectionName) {
        precondition(unsafe sqlite3_stmt_busy(handle) == 0, "a statement is used within itself")
        unsafe self.handle = unsafe handle
        self.connection = connection
    }

    deinit {
        unsafe sqlite3_reset(handle)
        unsafe sqlite3_clear_bindings(handle)
    }

    /// Binds the values in the order of the `?`.
    borrowing func bind(_ parameters: [Parameter]) throws(StoreError) {
        precondition(unsafe Int(sqlite3_bind_parameter_count(handle)) == parameters.count)
        for (index, parameter) in parameters.enumerated() {
            let place = Int32(index + 1)
            let result =
                switch parameter {
                case .null: unsafe sqlite3_bind_null(handle, place)
                case .integer(let value): unsafe sqlite3_bind_int64(handle, place, value)
                case .text(let text): bind(text, at: place)
                case .bytes(let bytes): bind(bytes, at: place)
                }
            guard result == SQLITE_OK else { throw error() }
        }
    }

    private borrowing func bind(_ text: String, at place: Int32) -> Int32 {
        // SQLITE_TRANSIENT, a macro that Swift does not see: SQLite takes a copy.
        let transient = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        return unsafe text.withCString {
            unsafe sqlite3_bind_text64(
                handle, place, $0, UInt64(text.utf8.count), transient, UInt8(SQLITE_UTF8))
        }
    }

    private borrowing func bind(_ bytes: [UInt8], at place: Int32) -> Int32 {
        let transient = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        return unsafe bytes.withUnsafeBytes {
            unsafe sqlite3_bind_blob64(
                handle, place, $0.baseAddress, UInt64($0.count), transient)
        }
    }

    /// Goes on to the next row; false after the last (sqlite3_step).
    borrowing func step() throws(StoreError) -> Bool {
        switch unsafe sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw error()
        }
    }

    /// The values of the row it stands on.
    borrowing func columns() -> Columns { unsafe Columns(handle) }

    private borrowing func error() -> StoreError {
        unsafe connection.error(sqlite3_db_handle(handle))
    }
}
