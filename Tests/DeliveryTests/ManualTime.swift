import Delivery
import Formats
import Platform
import TestKit

/// Both clocks in the hand of a test: time passes when the test says so, and waits are counted.
final class ManualTime: MonotonicClock, WallClock {
    private struct State {
        var now = Duration.seconds(100)
        var wall = Timestamp(seconds: 1_750_000_000)
        var sleepers: [Int: (until: Duration, continuation: CheckedContinuation<Void, any Error>)] =
            [:]
        var cancelled: Set<Int> = []
        var lastSleeper = 0
        var sleeps = 0

        /// When the first wait ends.
        var firstEnd: Duration? { sleepers.values.map(\.until).min() }
    }

    static let ever = Duration.seconds(Int64.max / 2)

    private let state = Watched(State())

    func now() -> Duration { state.withLock(\.now) }
    func microseconds() -> Int64 { state.withLock(\.wall.microseconds) }
    var wall: Timestamp { state.withLock(\.wall) }

    func reading() -> ClockReading {
        state.withLock { ClockReading(wall: $0.wall, boottime: $0.now, monotonic: $0.now) }
    }

    /// How many waits are under way.
    var sleepers: Int { state.withLock { $0.sleepers.count } }
    /// How many waits there have been.
    var sleeps: Int { state.withLock(\.sleeps) }

    func sleep(until time: Duration) async throws {
        let number = state.withLock { state in
            state.lastSleeper += 1
            state.sleeps += 1
            return state.lastSleeper
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result = state.withLock { state -> Result<Void, any Error>? in
                    if state.cancelled.remove(number) != nil {
                        return .failure(CancellationError())
                    }
                    if time <= state.now { return .success(()) }
                    state.sleepers[number] = (time, continuation)
                    return nil
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                let sleeper = state.sleepers.removeValue(forKey: number)
                if sleeper == nil { state.cancelled.insert(number) }
                return sleeper
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    func advance(by duration: Duration) {
        let woken = state.withLock { state in
            state.now += duration
            state.wall = state.wall + duration
            let woken = state.sleepers.filter { $0.value.until <= state.now }
            for number in woken.keys { state.sleepers[number] = nil }
            return woken.values.map(\.continuation)
        }
        for continuation in woken { continuation.resume() }
    }

    /// Waits until somebody waits.
    func someSleeper() async { await state.wait { !$0.sleepers.isEmpty } }

    /// Sets the time of day alone.
    func setWall(by duration: Duration) { state.withLock { $0.wall = $0.wall + duration } }

    /// Waits until somebody waits, and lets the time pass that the first of them waits for.
    func advanceToNext() async { await advanceToNext(before: Self.ever) }

    private func advanceToNext(before end: Duration) async {
        while !Task.isCancelled {
            if let first = state.withLock(\.firstEnd), first <= end {
                return advance(by: max(.zero, first - now()))
            }
            await state.wait { state in state.firstEnd.map { $0 <= end } ?? false }
        }
    }

    /// Lets time pass whenever somebody waits for it, until the body is done; no more than that much, so
    /// that what comes later does not come at all.
    @discardableResult
    func passing<Value: Sendable>(
        atMost most: Duration = ManualTime.ever, _ body: () async throws -> Value
    ) async rethrows -> Value {
        let end = now() + most
        let passing = Task { while !Task.isCancelled { await advanceToNext(before: end) } }
        defer { passing.cancel() }
        return try await body()
    }
}
