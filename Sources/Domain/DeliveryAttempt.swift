package import Formats

/// One try of a delivery, and what came of it.
package struct DeliveryAttempt: Hashable, Sendable {
    /// What the try meant for the delivery.
    package enum Verdict: String, Hashable, Sendable, CaseIterable {
        case delivered
        /// To be tried again.
        case retry
        /// Trying again would change nothing.
        case rejected
    }

    /// From 1 on.
    package let number: Int64
    package let startedAt: Timestamp
    /// By a clock that nobody sets.
    package let duration: Duration
    package let verdict: Verdict
    /// The code that the destination's protocol answers with, such as HTTP's; nil when none came.
    package let status: Int64?
    /// The beginning of what the destination said, on one line and without secrets; may be empty.
    package let answer: String
    /// Why it was no success; empty when it was.
    package let reason: String

    package init(
        number: Int64, startedAt: Timestamp, duration: Duration, verdict: Verdict,
        status: Int64? = nil, answer: String = "", reason: String = ""
    ) {
        self.number = number
        self.startedAt = startedAt
        self.duration = duration
        self.verdict = verdict
        self.status = status
        self.answer = answer
        self.reason = reason
    }
}
