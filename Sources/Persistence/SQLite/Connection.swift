import CSQLite

/// A connection to a database with its prepared statements, closed when its owner lets go of it.
@safe struct Connection: ~Copyable {
    enum Access { case writing, reading }

    private let handle: OpaquePointer
    private let name: ConnectionName
    private let statements = StatementCache()

    /// Opens an existing file (sqlite3_open_v2).
    init(path: String, lockMilliseconds: Int32) throws(StoreError) {
        name = ConnectionName(path: path)
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let result = unsafe sqlite3_open_v2(path, &opened, flags, nil)
        guard result == SQLITE_OK, let opened = unsafe opened else {
            let error = unsafe name.error(opened)
            unsafe sqlite3_close(opened)
            throw error
        }
        unsafe handle = unsafe opened
        unsafe sqlite3_busy_timeout(handle, lockMilliseconds)
    }

    deinit {
        statements.finalize()
        unsafe sqlite3_close(handle)
    }

    /// Settles how the connection behaves; the database must be known to be ours.
    borrowing func configure(for access: Access) throws(StoreError) {
        try run("PRAGMA foreign_keys = ON")
        try run("PRAGMA trusted_schema = OFF")
        try run("PRAGMA temp_store = MEMORY")
        try run("PRAGMA cache_size = -\(StoreLimits.cacheKiB)")
        switch access {
        case .writing:
            try run("PRAGMA journal_mode = WAL")
            try run("PRAGMA synchronous = FULL")
            // Deleted secrets are overwritten, not only forgotten.
            try run("PRAGMA secure_delete = ON")
            try run("PRAGMA journal_size_limit = \(StoreLimits.logBytes)")
            try run("PRAGMA wal_autocheckpoint = \(StoreLimits.checkpointPages)")
        case .reading:
            try run("PRAGMA query_only = ON")
            // Only the writer checkpoints: before SQLite 3.51.3 two that do can damage the database.
            try run("PRAGMA wal_autocheckpoint = 0")
        }
    }

    /// Whether a transaction is open: SQLite ends it by itself after some errors.
    var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

    /// Rows that the statement before this call inserted, changed or deleted.
    var changes: Int { unsafe Int(sqlite3_changes(handle)) }

    /// The key of the row that was inserted last.
    var lastInsertedRow: Int64 { unsafe sqlite3_last_insert_rowid(handle) }

    /// Carries out one statement to its end.
    borrowing func run(_ sql: String, _ parameters: [Parameter] = []) throws(StoreError) {
        let statement = try prepare(sql)
        try statement.bind(parameters)
        while try statement.step() {}
    }

    /// Carries out a script of several statements (sqlite3_exec).
    borrowing func execute(script: String) throws(StoreError) {
        guard unsafe sqlite3_exec(handle, script, nil, nil, nil) == SQLITE_OK else {
            throw unsafe name.error(handle)
        }
    }

    /// The first row, nil when there is none.
    borrowing func first<Value>(
        _ sql: String, _ parameters: [Parameter] = [],
        _ read: (inout Columns) throws(StoreError) -> Value
    ) throws(StoreError) -> Value? {
        let statement = try prepare(sql)
        try statement.bind(parameters)
        guard try statement.step() else { return nil }
        var columns = statement.columns()
        return try read(&columns)
    }

    /// Row after row, until there are no more or the closure says false.
    ///
    /// The closure must not use the same statement.
    borrowing func each(
        _ sql: String, _ parameters: [Parameter] = [],
        _ read: (inout Columns) throws(StoreError) -> Bool
    ) throws(StoreError) {
        let statement = try prepare(sql)
        try statement.bind(parameters)
        while try statement.step() {
            var columns = statement.columns()
            guard try read(&columns) else { return }
        }
    }

    /// All rows; the closure must not use the same statement.
    borrowing func all<Value>(
        _ sql: String, _ parameters: [Parameter] = [],
        _ read: (inout Columns) throws(StoreError) -> Value
    ) throws(StoreError) -> [Value] {
        var values: [Value] = []
        try each(sql, parameters) { columns throws(StoreError) in
            values.append(try read(&columns))
            return true
        }
        return values
    }

    /// The plans of the statements that were prepared.
    borrowing func queryPlans() throws(StoreError) -> [QueryPlan] {
        var plans: [QueryPlan] = []
        for text in statements.texts
        where ["SELECT", "UPDATE", "INSERT", "DELETE"].contains(text.prefix(6)) {
            let statement = try prepare("EXPLAIN QUERY PLAN \(text)")
            var steps: [String] = []
            while try statement.step() {
                var columns = statement.columns()
                columns.skip(3)
                steps.append(columns.text())
            }
            plans.append(QueryPlan(statement: text, steps: steps))
        }
        return plans
    }

    private borrowing func prepare(_ sql: String) throws(StoreError) -> Statement {
        if let known = unsafe statements[sql] { return unsafe Statement(known, of: name) }
        var prepared: OpaquePointer?
        let result = unsafe sqlite3_prepare_v3(
            handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard result == SQLITE_OK, let prepared = unsafe prepared else {
            throw unsafe name.error(handle)
        }
        unsafe statements.keep(prepared, for: sql)
        return unsafe Statement(prepared, of: name)
    }
}
