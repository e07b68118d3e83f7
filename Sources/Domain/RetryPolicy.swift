package import Formats

/// When to try a delivery again: growing delays with jitter, ended by age.
package struct RetryPolicy: Hashable, Sendable {
    /// The delay after the first failure; it doubles with each further one.
    package var first: Duration
    package var longest: Duration
    /// How long a delivery is tried before it is given up.
    package var giveUpAfter: Duration

    package init(first: Duration, longest: Duration, giveUpAfter: Duration) {
        self.first = first
        self.longest = longest
        self.giveUpAfter = giveUpAfter
    }

    /// From five seconds to an hour, for three days.
    package static let standard = RetryPolicy(
        first: .seconds(5), longest: .seconds(3600), giveUpAfter: .seconds(3 * 86_400))

    /// The next attempt's time, or nil when it would come too late to be worth making.
    ///
    /// The delay is drawn between half and the whole of its nominal length, but is never shorter than
    /// what the destination asked for.
    package func nextAttempt(
        afterAttempts attempts: Int64, triedSince: Timestamp, now: Timestamp, asked: Duration?,
        using generator: inout some RandomNumberGenerator
    ) -> Timestamp? {
        let doublings = min(max(0, attempts - 1), 30)
        let nominal = min(first * Int(1 << doublings), longest)
        let drawn = Duration.microseconds(
            Int64.random(in: nominal.microseconds / 2...nominal.microseconds, using: &generator))
        let next = now + max(drawn, asked ?? .zero)
        return next - triedSince <= giveUpAfter ? next : nil
    }
}
