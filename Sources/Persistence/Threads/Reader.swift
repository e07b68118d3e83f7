import Platform

/// The thread that answers questions: each from one snapshot, never waiting for the writer.
final class Reader: Sendable {
    private let queue = WorkQueue<any StoreJob>()
    private let path: String
    private let options: StoreOptions
    private let box: SecretBox
    private let log: Log

    init(
        path: String, options: StoreOptions, box: SecretBox, log: Log
    ) throws(SystemError) {
        self.path = path
        self.options = options
        self.box = box
        self.log = log
        try Thread.start(name: "store-reader") { self.run() }
    }

    /// Carries out an operation that only reads.
    func perform<Value: Sendable>(
        _ body: @escaping @Sendable (Session) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        try await queue.perform(isEssential: true, body)
    }

    /// Ends the thread after what waits.
    func close() async {
        await withCheckedContinuation { continuation in queue.close { continuation.resume() } }
    }

    /// Lets the thread end without waiting for it; the handler is called then.
    func abandon(then handler: @escaping @Sendable () -> Void) { queue.close(then: handler) }

    private func run() {
        var session: Session?
        while let job = queue.take(upTo: 1)?.first {
            do throws(StoreError) {
                let current = try ready(&session)
                try answer(job, current)
                job.finish(nil)
            } catch {
                if error.concernsStorage { session = nil }
                job.finish(error)
            }
        }
        session = nil
        queue.didEnd()
    }

    private func ready(_ session: inout Session?) throws(StoreError) -> Session {
        if let session { return session }
        let opened = try Session(
            path: path, access: .reading, options: options, box: box, log: log)
        session = opened
        return opened
    }

    private func answer(_ job: any StoreJob, _ session: Session) throws(StoreError) {
        try session.connection.run("BEGIN")
        do throws(StoreError) {
            try job.perform(in: session)
            try session.connection.run("COMMIT")
        } catch {
            if session.connection.isInTransaction { try? session.connection.run("ROLLBACK") }
            throw error
        }
    }
}
