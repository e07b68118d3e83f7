import Platform

/// An operation that waits for its turn on a thread of the store.
protocol StoreJob: Sendable {
    /// Whether it must be carried out even when the disk is nearly full.
    var isEssential: Bool { get }

    /// Carries it out within an open transaction, and keeps what it yields.
    func perform(in session: Session) throws(StoreError)

    /// Tells the caller: what it yielded, or why it does not stand.
    func finish(_ failure: StoreError?)
}

/// An operation whose caller waits as a task.
final class AwaitedJob<Value: Sendable>: StoreJob {
    typealias Outcome = Result<Value, StoreError>

    let isEssential: Bool
    private let body: @Sendable (Session) throws(StoreError) -> Value
    private let continuation: CheckedContinuation<Outcome, Never>
    private let value = Locked<Value?>(nil)

    init(
        isEssential: Bool, continuation: CheckedContinuation<Outcome, Never>,
        body: @escaping @Sendable (Session) throws(StoreError) -> Value
    ) {
        self.isEssential = isEssential
        self.body = body
        self.continuation = continuation
    }

    func perform(in session: Session) throws(StoreError) {
        let yielded = try body(session)
        value.withLock { $0 = yielded }
    }

    func finish(_ failure: StoreError?) {
        if let failure {
            continuation.resume(returning: .failure(failure))
        } else if let value = value.withLock({ $0 }) {
            continuation.resume(returning: .success(value))
        } else {
            continuation.resume(returning: .failure(.failed("an operation was not carried out")))
        }
    }
}
