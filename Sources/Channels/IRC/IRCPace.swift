/// When the next line may be sent: some at once, and then one after each interval.
package struct IRCPace {
    private let burst: Int
    private let interval: Duration
    /// When all that was sent would have been sent without a burst.
    private var paid: ContinuousClock.Instant?

    package init(burst: Int, interval: Duration) {
        self.burst = burst
        self.interval = interval
    }

    /// Takes a turn; when that is.
    package mutating func next(now: ContinuousClock.Instant) -> ContinuousClock.Instant {
        let start = max(paid ?? now, now)
        let after = start + interval
        paid = after
        return max(now, after - interval * burst)
    }
}
