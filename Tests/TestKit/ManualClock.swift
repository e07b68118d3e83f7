package import Formats
package import Platform

/// A clock that stands still until a test moves it.
package final class ManualClock: WallClock {
    private struct State {
        var wall: Int64
        /// Since the machine started, and how much of that it was suspended.
        var up: Int64 = 0
        var suspended: Int64 = 0
    }

    private let state: Locked<State>

    package init(microseconds: Int64 = 1_750_000_000_000_000) {
        state = Locked(State(wall: microseconds))
    }

    package func microseconds() -> Int64 { state.withLock { $0.wall } }

    package func reading() -> ClockReading {
        state.withLock {
            ClockReading(
                wall: Timestamp(microseconds: $0.wall), boottime: .microseconds($0.up),
                monotonic: .microseconds($0.up - $0.suspended))
        }
    }

    /// Lets time go by; by a negative duration the clock is set back.
    package func advance(by duration: Duration) {
        state.withLock {
            $0.wall += duration.microseconds
            $0.up += max(0, duration.microseconds)
        }
    }

    /// Lets time go by until an instant; one that has passed changes nothing.
    package func advance(to instant: Timestamp) {
        advance(by: max(.zero, instant - now))
    }

    /// Sets the clock, as date(1) does.
    package func set(to instant: Timestamp) { state.withLock { $0.wall = instant.microseconds } }

    /// Sets the clock, as date(1) does.
    package func set(microseconds: Int64) { set(to: Timestamp(microseconds: microseconds)) }

    /// Lets time go by in which the machine sleeps.
    package func suspend(for duration: Duration) {
        state.withLock {
            $0.wall += duration.microseconds
            $0.up += duration.microseconds
            $0.suspended += duration.microseconds
        }
    }

    /// Starts the machine anew, so long after it went off.
    package func restart(after duration: Duration) {
        state.withLock {
            $0.wall += duration.microseconds
            ($0.up, $0.suspended) = (0, 0)
        }
    }
}
