import Platform

/// A value that is set once, and those who wait for it.
final class Latch<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var waiters: [AsyncStream<Value>.Continuation] = []
    }

    private let state = Locked(State())

    /// Sets the value; a later one is ignored.
    func set(_ value: Value) {
        let waiters = state.withLock { state -> [AsyncStream<Value>.Continuation] in
            guard state.value == nil else { return [] }
            state.value = value
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters {
            waiter.yield(value)
            waiter.finish()
        }
    }

    var isSet: Bool { state.withLock { $0.value != nil } }

    /// Waits for the value, or for the end of the calling task.
    func value() async throws -> Value {
        let (stream, continuation) = AsyncStream.makeStream(of: Value.self)
        let known = state.withLock { state -> Value? in
            if state.value == nil { state.waiters.append(continuation) }
            return state.value
        }
        if let known { return known }
        for await value in stream { return value }
        throw CancellationError()
    }
}

/// Waits for what cannot be cancelled itself, until the calling task is.
func cancellable<Value: Sendable>(
    _ body: @escaping @Sendable () async -> Value
) async throws -> Value {
    let latch = Latch<Value>()
    Task { latch.set(await body()) }
    return try await latch.value()
}
