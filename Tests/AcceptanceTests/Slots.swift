import Platform

/// Lets a few scenarios run at a time, so that each has a share of the machine.
final class Slots: Sendable {
    static let services = Slots(4)

    private struct State {
        var free: Int
        var waiting: [Latch<Bool>] = []
    }

    private let state: Locked<State>

    init(_ count: Int) { state = Locked(State(free: count)) }

    func take() async throws {
        let turn = Latch<Bool>()
        state.withLock { state in
            if state.free > 0 {
                state.free -= 1
                turn.set(true)
            } else {
                state.waiting.append(turn)
            }
        }
        do {
            _ = try await turn.value()
        } catch {
            // The turn may come later all the same, and is passed on then.
            state.withLock { state in state.waiting.removeAll { $0 === turn } }
            if turn.isSet { give() }
            throw error
        }
    }

    func give() {
        let next = state.withLock { state -> Latch<Bool>? in
            if state.waiting.isEmpty {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.set(true)
    }
}
