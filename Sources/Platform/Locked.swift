import Glibc

/// A value that one thread at a time may touch (pthread_mutex(3)).
///
/// The standard library's `Mutex` does the same, but the thread sanitizer cannot see it on Linux and
/// reports every use as a race.
@safe package final class Locked<Value: ~Copyable>: @unchecked Sendable {
    // Sendable, since the value is reached through `withLock` alone.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private var value: Value

    package init(_ value: consuming sending Value) {
        self.value = value
        unsafe mutex = .allocate(capacity: 1)
        unsafe mutex.initialize(to: pthread_mutex_t())
        unsafe pthread_mutex_init(mutex, nil)
    }

    deinit {
        unsafe pthread_mutex_destroy(mutex)
        unsafe mutex.deallocate()
    }

    /// Runs the body with the value to itself; the body must not wait for anything.
    package func withLock<Result: ~Copyable, Failure>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}
