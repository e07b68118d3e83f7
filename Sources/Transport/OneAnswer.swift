internal import Platform

/// Answers somebody who waits, exactly once, whoever comes first.
final class OneAnswer<Value: Sendable>: Sendable {
    private enum State {
        case nobodyWaits
        case waiting(CheckedContinuation<Value, Never>)
        case early(Value)
        case given
    }

    private let state = Locked(State.nobodyWaits)

    /// Takes whoever waits; answers at once where the answer came first.
    func wait(_ continuation: CheckedContinuation<Value, Never>) {
        let early: Value? = state.withLock { state in
            if case .early(let value) = state {
                state = .given
                return value
            }
            state = .waiting(continuation)
            return nil
        }
        if let early { continuation.resume(returning: early) }
    }

    /// The first answer counts; further ones are dropped.
    func give(_ value: Value) {
        let waiting: CheckedContinuation<Value, Never>? = state.withLock { state in
            switch state {
            case .nobodyWaits:
                state = .early(value)
                return nil
            case .waiting(let continuation):
                state = .given
                return continuation
            case .early, .given: return nil
            }
        }
        waiting?.resume(returning: value)
    }
}
