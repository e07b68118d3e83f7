import Platform

/// State that one part of a test changes and another waits for.
package final class Watched<State>: Sendable {
    private struct Waiter {
        let number: Int
        let isMet: @Sendable (State) -> Bool
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct Contents {
        var state: State
        var waiters: [Waiter] = []
        var lastNumber = 0
    }

    private let contents: Locked<Contents>

    package init(_ state: sending State) { contents = Locked(Contents(state: state)) }

    /// Looks at the state or changes it; whoever waits for what is true afterwards goes on.
    package func withLock<Result>(_ body: (inout State) -> Result) -> Result {
        let (result, met) = contents.withLock { contents -> (Result, [Waiter]) in
            let result = body(&contents.state)
            guard !contents.waiters.isEmpty else { return (result, []) }
            let met = contents.waiters.filter { $0.isMet(contents.state) }
            let numbers = Set(met.map(\.number))
            contents.waiters.removeAll { numbers.contains($0.number) }
            return (result, met)
        }
        for waiter in met { waiter.continuation.resume() }
        return result
    }

    /// Waits until that is true of the state, or until the calling task is cancelled, as the time limit of
    /// a test does.
    package func wait(until isMet: @escaping @Sendable (State) -> Bool) async {
        let number = contents.withLock { contents in
            contents.lastNumber += 1
            return contents.lastNumber
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = contents.withLock { contents in
                    if Task.isCancelled || isMet(contents.state) { return true }
                    contents.waiters.append(
                        Waiter(number: number, isMet: isMet, continuation: continuation))
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let cancelled = contents.withLock { contents in
                contents.waiters.firstIndex { $0.number == number }
                    .map { contents.waiters.remove(at: $0) }
            }
            cancelled?.continuation.resume()
        }
    }
}
