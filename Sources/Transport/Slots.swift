internal import Platform

/// So many at once; whoever comes later waits in turn.
package final class Slots: Sendable {
    private struct State {
        var free: Int
        var tickets = 0
        var waiting: [(ticket: Int, answer: OneAnswer<Bool>)] = []
    }

    private let state: Locked<State>

    package init(_ count: Int) { state = Locked(State(free: count)) }

    /// Waits for a slot, which is to be given back; false when the task was cancelled before.
    package func take() async -> Bool {
        if Task.isCancelled { return false }
        let answer = OneAnswer<Bool>()
        let ticket: Int? = state.withLock { state in
            if state.free > 0 {
                state.free -= 1
                return nil
            }
            state.tickets += 1
            state.waiting.append((state.tickets, answer))
            return state.tickets
        }
        guard let ticket else { return true }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { answer.wait($0) }
        } onCancel: {
            let wasWaiting = state.withLock { state in
                guard let index = state.waiting.firstIndex(where: { $0.ticket == ticket }) else {
                    return false
                }
                state.waiting.remove(at: index)
                return true
            }
            if wasWaiting { answer.give(false) }
        }
    }

    /// Gives a slot back, to the one that waits longest.
    package func give() {
        let next: OneAnswer<Bool>? = state.withLock { state in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst().answer }
            state.free += 1
            return nil
        }
        next?.give(true)
    }
}
