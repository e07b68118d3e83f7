import Domain
import Formats
import Platform

/// A connection with what its thread keeps between operations.
final class Session {
    let connection: Connection
    /// Opens and seals secrets.
    let box: SecretBox
    let log: Log
    /// By how many the open transaction changes the number of pending deliveries.
    var pendingDeliveriesChange = 0
    private var generator = SystemRandomNumberGenerator()
    private var definitions: [Int64: DefinitionBody] = [:]
    private var notificationSets: [Int64: [StoredNotification]] = [:]
    private var decodedBytes = 0

    init(
        path: String, access: Connection.Access, options: StoreOptions, box: SecretBox, log: Log
    ) throws(StoreError) {
        connection = try Connection(path: path, lockMilliseconds: options.lockMilliseconds)
        try connection.configure(for: access)
        self.box = box
        self.log = log
    }

    func makeUID(now: Timestamp) -> UID { UID(now: now, using: &generator) }

    /// Forgets decoded rows: those of a transaction that was rolled back leave their keys to others.
    func forgetDecoded() {
        definitions = [:]
        notificationSets = [:]
        decodedBytes = 0
    }

    /// Carries out a part of a transaction that is undone alone when it throws.
    func savepoint(_ body: () throws(StoreError) -> Void) throws(StoreError) {
        try connection.run("SAVEPOINT part")
        do {
            try body()
        } catch {
            forgetDecoded()
            if connection.isInTransaction {
                try connection.run("ROLLBACK TO part")
                try connection.run("RELEASE part")
            }
            throw error
        }
        try connection.run("RELEASE part")
    }

    /// The definition of that row, which never changes; nil when the row cannot be understood.
    func definition(_ id: Int64) throws(StoreError) -> DefinitionBody? {
        if let known = definitions[id] { return known }
        let text = try connection.first(
            "SELECT body FROM definition WHERE id = ?", [.integer(id)]
        ) { columns throws(StoreError) in columns.text() }
        do throws(UnreadableRow) {
            let body = try DefinitionBody(json: text ?? "")
            makeRoom(for: text?.utf8.count ?? 0)
            definitions[id] = body
            return body
        } catch {
            log.error("definition \(id) in the store cannot be read: \(error)")
            return nil
        }
    }

    /// The notifications of a set, which never change, in their order.
    func notifications(_ set: Int64) throws(StoreError) -> [StoredNotification] {
        if let known = notificationSets[set] { return known }
        var bytes = 0
        let secrets = try secrets(ofSet: set)
        let notifications = try connection.all(
            """
            SELECT \(StoredNotification.columns) FROM notification
            WHERE set_id = ? ORDER BY position
            """, [.integer(set)]
        ) { columns throws(StoreError) in
            let notification = StoredNotification(reading: &columns, secrets)
            bytes += notification.size
            return notification
        }
        makeRoom(for: bytes)
        notificationSets[set] = notifications
        return notifications
    }

    /// Forgets a set whose secrets were deleted.
    func forgetNotifications(ofSet set: Int64) { notificationSets[set] = nil }

    private func makeRoom(for bytes: Int) {
        if max(definitions.count, notificationSets.count) >= StoreLimits.decodedRows
            || decodedBytes + bytes > StoreLimits.decodedBytes
        {
            forgetDecoded()
        }
        decodedBytes += bytes
    }
}
