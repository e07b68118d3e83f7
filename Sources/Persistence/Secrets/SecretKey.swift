/// Finds the key that a database's secrets are sealed with, or makes one where there are none.
enum SecretKey {
    /// Sealed in the database, so that another key is known for one.
    private static let check = (reference: "", plain: Array("notifyd".utf8))

    /// The box that opens the database's secrets. A key is never replaced while it is needed.
    static func box(
        of folder: StateFolder, _ connection: borrowing Connection, discarding: Bool
    ) throws(StoreError) -> SecretBox {
        if discarding { try discardSecrets(connection) }
        let file = folder.secretKey
        let known = try file.read()
        let box = known.map(SecretBox.init)
        if let box, try fits(box, connection) { return box }
        let isNeeded = try connection.first("SELECT 1 FROM secret LIMIT 1") { _ in true } ?? false
        guard !isNeeded else {
            let what = known == nil ? "is missing" : "is another one"
            throw .failed(
                "the secret key \(file.path) \(what), and the database holds secrets that are sealed "
                    + "with it: restore it from a backup, or start notifyd once with "
                    + "--discard-secrets, which deletes them")
        }
        let fresh = if let box { box } else { SecretBox(key: try file.create()) }
        try connection.run(
            "INSERT OR REPLACE INTO secret_key (id, check_value) VALUES (1, ?)",
            [.bytes(fresh.seal(check.plain, for: check.reference))])
        return fresh
    }

    private static func fits(
        _ box: SecretBox, _ connection: borrowing Connection
    ) throws(StoreError) -> Bool {
        let value = try connection.first("SELECT check_value FROM secret_key") {
            columns throws(StoreError) in columns.bytes()
        }
        return value.flatMap { box.open($0, for: check.reference) } == check.plain
    }

    private static func discardSecrets(_ connection: borrowing Connection) throws(StoreError) {
        try connection.run("DELETE FROM secret")
        try connection.run("DELETE FROM secret_key")
    }
}
