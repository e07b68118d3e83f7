package import Domain
package import Formats

/// That an attempt of a run ended.
package struct Completion: Hashable, Sendable {
    package let uid: UID
    package let attempt: Int64
    package let outcome: RunOutcome
    /// Nil where it is known already, or never started.
    package let startedAt: Timestamp?
    package let endedAt: Timestamp
    /// When the run, which failed, is tried again; nil when this was its end.
    package let retryAt: Timestamp?
    /// What the attempt reported, as far as nobody knows it yet.
    package let results: RunResults
    /// The last lines of what it wrote.
    package let logTail: String

    package init(
        uid: UID, attempt: Int64, outcome: RunOutcome, startedAt: Timestamp?, endedAt: Timestamp,
        retryAt: Timestamp? = nil, results: RunResults = RunResults(), logTail: String = ""
    ) {
        self.uid = uid
        self.attempt = attempt
        self.outcome = outcome
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.retryAt = retryAt
        self.results = results
        self.logTail = logTail
    }
}
