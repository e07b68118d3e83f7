import Platform

/// What was logged, for a test to look at and to wait for.
final class Journal: Sendable {
    private struct State {
        var texts: [String] = []
        var waiting: [(text: String, times: Int, continuation: CheckedContinuation<Void, Never>)] =
            []

        func count(_ text: String) -> Int { texts.count { $0.contains(text) } }
    }

    private let state = Locked(State())

    var log: Log {
        Log { _, text in
            self.state.withLock {
                $0.texts.append(text)
                let met = $0.waiting.filter { [state = $0] in state.count($0.text) >= $0.times }
                for waiter in met { waiter.continuation.resume() }
                $0.waiting.removeAll { [state = $0] in state.count($0.text) >= $0.times }
            }
        }
    }

    /// Waits until such a thing is logged, or was, as often.
    func awaits(_ text: String, times: Int = 1) async {
        await withCheckedContinuation { continuation in
            state.withLock {
                if $0.count(text) >= times {
                    continuation.resume()
                } else {
                    $0.waiting.append((text, times, continuation))
                }
            }
        }
    }
}
