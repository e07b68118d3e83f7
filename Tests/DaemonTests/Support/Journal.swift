import Platform

/// What the daemon writes into its log.
final class Journal: Sendable {
    private struct State {
        var entries: [(level: Log.Level, text: String)] = []
        var waiting: [(text: String, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Locked(State())

    var log: Log {
        Log { level, text in
            let woken = self.state.withLock { state in
                state.entries.append((level, text))
                let woken = state.waiting.filter { text.contains($0.text) }
                state.waiting.removeAll { text.contains($0.text) }
                return woken
            }
            for waiting in woken { waiting.continuation.resume() }
        }
    }

    func entries(from level: Log.Level = .debug) -> [String] {
        state.withLock { $0.entries.filter { $0.level >= level }.map(\.text) }
    }

    /// Returns when something with this text has been written.
    func awaits(_ text: String) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.entries.contains(where: { $0.text.contains(text) }) { return true }
                state.waiting.append((text, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }
}
