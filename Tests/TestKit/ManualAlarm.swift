package import Formats
package import Platform

/// An alarm on a manual clock: it rings when a test has moved that clock and says so.
package final class ManualAlarm: Alarm {
    private struct State {
        var instant: Timestamp?
        var clockWasSet = false
        var rings = 0
        var ringing: CheckedContinuation<AlarmReason, any Error>?
    }

    private let clock: any WallClock
    private let state = Watched(State())

    package init(on clock: any WallClock) { self.clock = clock }

    /// The instant it is set to; nil after it has rung.
    package var instant: Timestamp? { state.withLock { $0.instant } }

    /// How often it has rung.
    package var rings: Int { state.withLock { $0.rings } }

    package func set(to instant: Timestamp) {
        state.withLock {
            $0.instant = instant
            wake(&$0)
        }
    }

    package func ring() async throws -> AlarmReason {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                state.withLock {
                    $0.ringing = continuation
                    wake(&$0)
                    if $0.ringing != nil, Task.isCancelled { cancel(&$0) }
                }
            }
        } onCancel: {
            state.withLock { cancel(&$0) }
        }
    }

    /// Looks at the clock after a test has moved it; returns once all that was due is done.
    package func clockMoved(wasSet: Bool = false) async {
        state.withLock {
            if wasSet { $0.clockWasSet = true }
            wake(&$0)
        }
        await idle()
    }

    /// Returns when somebody waits for the next ring, and nothing is due.
    package func idle() async { await state.wait { $0.ringing != nil } }

    private func wake(_ state: inout State) {
        let isDue = state.instant.map { $0 <= clock.now } ?? false
        guard state.ringing != nil, state.clockWasSet || isDue else { return }
        state.rings += 1
        let reason = state.clockWasSet ? AlarmReason.clockSet : .due
        if state.clockWasSet { state.clockWasSet = false } else { state.instant = nil }
        state.ringing?.resume(returning: reason)
        state.ringing = nil
    }

    private func cancel(_ state: inout State) {
        state.ringing?.resume(throwing: CancellationError())
        state.ringing = nil
    }
}
