import Glibc

/// What waits for a thread of the store; the thread sleeps while there is nothing.
///
/// Sendable: everything is guarded by the POSIX mutex, which lives at one address with its condition.
@safe final class WorkQueue<Element: Sendable>: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var waiting: [Element] = []
    private var isClosed = false
    private var hasEnded = false
    private var endHandlers: [@Sendable () -> Void] = []

    init() {
        unsafe mutex.initialize(to: pthread_mutex_t())
        unsafe condition.initialize(to: pthread_cond_t())
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(condition, nil)
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
    }

    /// Adds to the end and wakes the thread; false when the queue was closed.
    func add(_ element: Element) -> Bool {
        locked {
            guard !isClosed else { return false }
            waiting.append(element)
            unsafe pthread_cond_signal(condition)
            return true
        }
    }

    /// Waits for something and takes it, in order; nil when the queue is closed and empty.
    func take(upTo limit: Int) -> [Element]? {
        locked {
            while waiting.isEmpty && !isClosed { unsafe pthread_cond_wait(condition, mutex) }
            guard !waiting.isEmpty else { return nil }
            let taken = Array(waiting.prefix(limit))
            waiting.removeFirst(taken.count)
            return taken
        }
    }

    /// Lets the thread end after what waits; the handler is called then.
    func close(then handler: @escaping @Sendable () -> Void = {}) {
        let hadEnded = locked {
            isClosed = true
            if !hasEnded { endHandlers.append(handler) }
            unsafe pthread_cond_signal(condition)
            return hasEnded
        }
        if hadEnded { handler() }
    }

    /// To be called by the thread as the last thing it does.
    func didEnd() {
        let handlers = locked {
            hasEnded = true
            return endHandlers
        }
        for handler in handlers { handler() }
    }

    private func locked<Value>(_ body: () -> Value) -> Value {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return body()
    }
}

extension WorkQueue where Element == any StoreJob {
    /// Hands an operation to the thread and waits for what becomes of it.
    ///
    /// It is carried out even when the waiting task is cancelled: half of it is never done.
    func perform<Value: Sendable>(
        isEssential: Bool, _ body: @escaping @Sendable (Session) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let outcome = await withCheckedContinuation { continuation in
            let job = AwaitedJob(isEssential: isEssential, continuation: continuation, body: body)
            if !add(job) { job.finish(.failed("the store is closed: notifyd is stopping")) }
        }
        return try outcome.get()
    }
}
