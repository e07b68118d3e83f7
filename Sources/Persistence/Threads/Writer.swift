import Formats
import Platform
import Synchronization

/// The thread that writes: it commits together what waits, each operation in a savepoint of its own.
final class Writer: Sendable {
    private let queue = WorkQueue<any StoreJob>()
    private let folder: StateFolder
    private let ballast: Ballast
    private let options: StoreOptions
    private let box: SecretBox
    private let log: Log
    private let pending: Locked<Int>
    private let committed = Atomic<Int>(0)

    init(
        folder: StateFolder, ballast: Ballast, options: StoreOptions, box: SecretBox,
        pendingDeliveries: Int, log: Log
    ) throws(SystemError) {
        self.folder = folder
        self.ballast = ballast
        self.options = options
        self.box = box
        self.log = log
        pending = Locked(pendingDeliveries)
        try Thread.start(name: "store-writer") { self.run() }
    }

    var pendingDeliveries: Int { pending.withLock { $0 } }

    /// Transactions committed since the store was opened.
    var commits: Int { committed.load(ordering: .relaxed) }

    /// Carries out an operation in the next group; returns when it is safe on disk.
    func perform<Value: Sendable>(
        isEssential: Bool, _ body: @escaping @Sendable (Session) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        try await queue.perform(isEssential: isEssential, body)
    }

    /// Ends the thread after what waits, with everything moved from the log into the database.
    func close() async {
        await withCheckedContinuation { continuation in queue.close { continuation.resume() } }
    }

    /// Lets the thread end without waiting for it.
    func abandon() { queue.close() }

    private func run() {
        var session = try? open()
        while let group = queue.take(upTo: StoreLimits.groupWrites) {
            commit(group, &session)
        }
        let isClean = (try? session?.connection.run("PRAGMA wal_checkpoint(TRUNCATE)")) != nil
        session = nil
        // Otherwise the next start looks the database through.
        if isClean { try? folder.markClean() }
        folder.release()
        queue.didEnd()
    }

    private func ready(_ session: inout Session?) throws(StoreError) -> Session {
        if let session { return session }
        let opened = try open()
        session = opened
        return opened
    }

    private func open() throws(StoreError) -> Session {
        let session = try Session(
            path: folder.database, access: .writing, options: options, box: box, log: log)
        if let pages = options.maximumPages {
            try session.connection.run("PRAGMA max_page_count = \(pages)")
        }
        return session
    }

    /// Commits a group, and tells each caller what became of its operation.
    private func commit(_ group: [any StoreJob], _ session: inout Session?) {
        var accepted = group
        if !ballast.isWhole, !ballast.restore() {
            accepted = group.filter(\.isEssential)
            let refusal = StoreError.full(
                "there is almost no room left on the disk of \(folder.path): free some; until then only what "
                    + "is under way is recorded")
            for job in group where !job.isEssential { job.finish(refusal) }
            if accepted.isEmpty { return }
        }
        do throws(StoreError) {
            let current = try ready(&session)
            let failures = try attempt(accepted, current)
            pending.withLock { $0 += current.pendingDeliveriesChange }
            committed.add(1, ordering: .relaxed)
            for (job, failure) in zip(accepted, failures) { job.finish(failure) }
        } catch {
            // A failed COMMIT may leave the connection in any state: the next group opens anew.
            session = nil
            if case .full = error { ballast.giveUp() }
            log.error("\(error)")
            for job in accepted { job.finish(error) }
        }
    }

    /// One transaction for the group; an error thrown here is of the group as a whole.
    private func attempt(
        _ group: [any StoreJob], _ session: Session
    ) throws(StoreError) -> [StoreError?] {
        session.pendingDeliveriesChange = 0
        try session.connection.run("BEGIN IMMEDIATE")
        do throws(StoreError) {
            var failures: [StoreError?] = []
            for job in group { failures.append(try attempt(job, session)) }
            try session.connection.run("COMMIT")
            return failures
        } catch {
            session.forgetDecoded()
            if session.connection.isInTransaction { try? session.connection.run("ROLLBACK") }
            throw error
        }
    }

    private func attempt(_ job: any StoreJob, _ session: Session) throws(StoreError) -> StoreError?
    {
        let pendingBefore = session.pendingDeliveriesChange
        do throws(StoreError) {
            try session.savepoint { () throws(StoreError) in try job.perform(in: session) }
            return nil
        } catch {
            if error.concernsStorage || !session.connection.isInTransaction { throw error }
            session.pendingDeliveriesChange = pendingBefore
            return error
        }
    }
}
