import Domain

/// As many tokens as a rate has; one that is taken comes back when the rate's time has passed.
///
/// So in no stretch of that time, wherever it begins, more go out than the rate allows.
struct TokenBucket: Sendable {
    let rate: SendingRate
    /// When the tokens that were taken come back, the first one first.
    private var returns = FIFO<Duration>()

    init(_ rate: SendingRate) { self.rate = rate }

    /// Takes one, whether there is one or not.
    mutating func take(now: Duration) {
        rest(now: now)
        returns.append(now + rate.period)
    }

    /// When there is one.
    mutating func ready(now: Duration) -> Duration {
        rest(now: now)
        return returns.count < rate.count ? now : returns.first ?? now
    }

    private mutating func rest(now: Duration) {
        while let first = returns.first, first <= now { _ = returns.popFirst() }
    }
}
