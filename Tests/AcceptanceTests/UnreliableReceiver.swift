import Platform
import TestKit

/// A webhook's receiver that answers, fails, resets, closes and hangs as its seed has it.
final class UnreliableReceiver: Sendable {
    private final class Memory: Sendable {
        struct State {
            var generator: SeededGenerator
            var isReliable = false
            var arrivals: [String: Int] = [:]
        }

        let state: Locked<State>

        init(seed: UInt64) { state = Locked(State(generator: SeededGenerator(seed: seed))) }

        func answer(to delivery: String) -> LoopbackAnswer {
            state.withLock { state in
                state.arrivals[delivery, default: 0] += 1
                if state.isReliable { return .status(204) }
                switch Int.random(in: 0..<100, using: &state.generator) {
                case 0..<15: return .status(500, "not today")
                case 15..<25: return .reset
                case 25..<30: return .close
                case 30..<33: return .hang
                case 33..<36: return .resetInTheMiddle
                default: return .status(204)
                }
            }
        }
    }

    private let memory: Memory
    private let server: LoopbackServer

    init(seed: UInt64) throws {
        let memory = Memory(seed: seed)
        self.memory = memory
        server = try LoopbackServer(recording: false) { request, _ in
            memory.answer(to: request.header("webhook-id") ?? "")
        }
    }

    var url: String { server.url("/hook") }

    /// How often each delivery has arrived, by its id.
    var arrivals: [String: Int] { memory.state.withLock { $0.arrivals } }

    /// Accepts everything from now on, and what hangs as well.
    func becomeReliable() {
        memory.state.withLock { $0.isReliable = true }
        server.release()
    }
}
