/// Tells how much time has passed, whatever is done to the time of day, and waits.
package protocol MonotonicClock: Sendable {
    /// The time since some fixed instant.
    func now() -> Duration
    /// Returns at that time; throws when the task is cancelled.
    func sleep(until time: Duration) async throws
}

/// The machine's clock, which also counts the time that the machine is suspended.
package struct SteadyClock: MonotonicClock {
    private let start = ContinuousClock.now

    package init() {}

    package func now() -> Duration { start.duration(to: .now) }

    package func sleep(until time: Duration) async throws {
        try await Task.sleep(until: start + time, clock: .continuous)
    }
}
