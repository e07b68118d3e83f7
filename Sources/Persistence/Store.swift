package import Platform

/// Everything that notifyd remembers, in one SQLite database that this process alone has open.
///
/// Every method is one transaction. A write returns when it is safe on disk; those that wait are
/// committed together. Every write can be repeated after an error: what was done before is not done twice.
package final class Store: Sendable {
    private let writer: Writer
    private let reader: Reader
    let log: Log
    /// What the state folder told of the time before it was opened.
    let before: StateFolder.Past

    /// Opens the database of a state folder, or makes both where they are missing.
    ///
    /// Blocks: when the machine went down under it, the whole database is looked through for damage.
    package static func open(
        directory: String, log: Log, options: StoreOptions = StoreOptions()
    ) throws(StoreError) -> Store {
        try Store(directory: directory, log: log, options: options)
    }

    private init(directory: String, log: Log, options: StoreOptions) throws(StoreError) {
        let folder = try StateFolder(path: directory)
        before = folder.past
        try folder.createDatabase()
        let (pending, box) = try Self.prepare(folder, options)
        let ballast = Ballast(path: folder.ballast, size: options.ballastBytes)
        do throws(SystemError) {
            writer = try Writer(
                folder: folder, ballast: ballast, options: options, box: box,
                pendingDeliveries: pending, log: log)
            reader = try Reader(path: folder.database, options: options, box: box, log: log)
        } catch {
            throw .failed("\(error): the system has no thread to spare")
        }
        self.log = log
    }

    deinit {
        let writer = writer
        reader.abandon { writer.abandon() }
    }

    /// Finishes what was asked for, and leaves the database in order; nothing can be asked afterwards.
    package func close() async {
        await reader.close()
        await writer.close()
    }

    /// Transactions committed since the store was opened.
    package var commits: Int { writer.commits }

    /// The plans of all statements that were used so far.
    package func queryPlans() async throws(StoreError) -> [QueryPlan] {
        try await write { session throws(StoreError) in try session.connection.queryPlans() }
            + read { session throws(StoreError) in try session.connection.queryPlans() }
    }

    /// Checks the database and brings it up to date; the number of pending deliveries, and what opens its
    /// secrets.
    private static func prepare(
        _ folder: StateFolder, _ options: StoreOptions
    ) throws(StoreError) -> (pending: Int, box: SecretBox) {
        let connection = try Connection(
            path: folder.database, lockMilliseconds: options.lockMilliseconds)
        try Migrations.check(connection, path: folder.database)
        if folder.mayBeTorn { try Migrations.search(connection, path: folder.database) }
        try folder.markUsed()
        try connection.configure(for: .writing)
        try Migrations.run(connection)
        let box = try SecretKey.box(
            of: folder, connection, discarding: options.discardsSecrets)
        let pending = try connection.first(
            """
            SELECT (SELECT count(*) FROM delivery WHERE state = 'pending' AND waits_for IS NULL)
                + (SELECT count(*) FROM delivery WHERE waits_for IS NOT NULL)
            """
        ) { columns throws(StoreError) in columns.integer() }
        return (Int(pending ?? 0), box)
    }

    /// One transaction on the writer's thread; those that are not essential are refused on a full disk.
    func write<Value: Sendable>(
        isEssential: Bool = false,
        _ body: @escaping @Sendable (Session) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        try await writer.perform(isEssential: isEssential, body)
    }

    /// One snapshot on the reader's thread.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Session) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        try await reader.perform(body)
    }

    /// Returns when both threads have answered; throws why one cannot do its work.
    package func probe() async throws(StoreError) {
        try await write(isEssential: true) { _ in }
        try await read { _ in }
    }

    /// Deliveries that have not ended, as the writer counts them.
    var pendingDeliveries: Int { writer.pendingDeliveries }
}
