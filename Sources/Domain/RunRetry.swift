import Formats

/// When a run that failed is tried again.
package struct RunRetry: Hashable, Sendable {
    /// Attempts after the first; 0 is none.
    package var limit: Int64
    /// The delay before the first of them; it doubles with each further one.
    package var delay: Duration
    package var longestDelay: Duration
    /// The exit statuses that mean "try again".
    package var exitCodes: [Int32]
    /// Reasons of an error that are tried again whatever the exit status.
    package var reasons: [ErrorReason]

    package init(
        limit: Int64 = 0, delay: Duration = Limits.runRetryDelay,
        longestDelay: Duration = Limits.longestRunRetryDelay,
        exitCodes: [Int32] = [RunRetry.temporaryFailure], reasons: [ErrorReason] = []
    ) {
        self.limit = limit
        self.delay = delay
        self.longestDelay = longestDelay
        self.exitCodes = exitCodes
        self.reasons = reasons
    }

    /// EX_TEMPFAIL of sysexits.h(3head).
    package static let temporaryFailure: Int32 = 75

    /// How long to wait before the next attempt; nil when the end is final.
    ///
    /// The delay is drawn between half and the whole of its nominal length.
    package func delay(
        after outcome: RunOutcome, attempt: Int64,
        using generator: inout some RandomNumberGenerator
    ) -> Duration? {
        guard attempt <= limit, let reason = outcome.reason else { return nil }
        var isTemporary = reasons.contains(reason)
        if reason == .exit, case .exited(let code)? = outcome.exit, exitCodes.contains(code) {
            isTemporary = true
        }
        guard isTemporary else { return nil }
        let nominal = min(delay * Int(1 << min(attempt - 1, 30)), longestDelay)
        return .microseconds(
            Int64.random(in: nominal.microseconds / 2...nominal.microseconds, using: &generator))
    }
}
