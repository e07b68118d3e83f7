package import Domain
package import Formats

/// What came of the end of an attempt.
package struct CompletedRun: Hashable, Sendable {
    /// The run as it is now: ended, or pending again.
    package let run: Run
    /// That it reported results at its end; nil when it did not, or nobody listens.
    package let reported: EventToTell?
    /// Nil when nobody listens, or when the end had been recorded before.
    package let tell: EventToTell?
    /// The run to be started again at its `startAfter`; nil when it has ended.
    package let retry: StartableRun?
    /// Since when nothing of its schedule is under way; nil while something is.
    package let idleSince: Timestamp?

    /// Whom to tell of it, in the order in which it happened.
    package var events: [EventToTell] { [reported, tell].compactMap(\.self) }

    package init(
        run: Run, reported: EventToTell? = nil, tell: EventToTell?, retry: StartableRun? = nil,
        idleSince: Timestamp? = nil
    ) {
        self.run = run
        self.reported = reported
        self.tell = tell
        self.retry = retry
        self.idleSince = idleSince
    }
}
