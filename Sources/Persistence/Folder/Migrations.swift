import CSchema

/// Brings a database to the form that the program knows.
enum Migrations {
    /// Marks a database as notifyd's: "ntfd".
    private static let applicationID: Int64 = 0x6E74_6664

    /// Refuses what is not ours or newer, without writing anything.
    static func check(_ connection: borrowing Connection, path: String) throws(StoreError) {
        let version = try number("PRAGMA user_version", connection)
        let application = try number("PRAGMA application_id", connection)
        let tables = try number("SELECT count(*) FROM sqlite_schema", connection)
        if version == 0, application == 0, tables == 0 { return }
        guard application == applicationID else {
            throw .damaged(
                "\(path) is a database, but not notifyd's (application id \(application)): move it away, "
                    + "or name another state folder")
        }
        guard version <= known else {
            throw .newer(
                "\(path) was written by a newer notifyd (schema \(version), this one knows \(known)): "
                    + "install that version again; nothing was changed")
        }
    }

    /// Looks through the whole database for damage (PRAGMA quick_check).
    static func search(_ connection: borrowing Connection, path: String) throws(StoreError) {
        let answer = try connection.first("PRAGMA quick_check(1)") { columns throws(StoreError) in
            columns.text()
        }
        guard answer == "ok" else {
            throw .damaged(
                "\(path) is damaged (\(answer ?? "no answer")): restore the file from a backup")
        }
    }

    /// Runs the migrations that the database has not seen, one transaction each.
    static func run(_ connection: borrowing Connection) throws(StoreError) {
        let version = try number("PRAGMA user_version", connection)
        for step in max(0, version)..<known {
            try connection.run("BEGIN IMMEDIATE")
            do throws(StoreError) {
                try connection.execute(script: script(Int(step)))
                try connection.run("PRAGMA user_version = \(step + 1)")
                try connection.run("COMMIT")
            } catch {
                if connection.isInTransaction { try? connection.run("ROLLBACK") }
                throw error
            }
        }
    }

    private static func script(_ index: Int) -> String {
        unsafe String(cString: schema_sqlite_migration(index).pointee.text)
    }

    private static var known: Int64 { Int64(schema_sqlite_count) }

    private static func number(
        _ sql: String, _ connection: borrowing Connection
    ) throws(StoreError) -> Int64 {
        try connection.first(sql) { columns throws(StoreError) in columns.integer() } ?? 0
    }
}
