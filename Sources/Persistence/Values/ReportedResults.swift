package import Domain

/// That results of a run were taken.
package struct ReportedResults: Hashable, Sendable {
    /// The run as it is now.
    package let run: Run
    /// Nil when nobody listens.
    package let tell: EventToTell?

    package init(run: Run, tell: EventToTell?) {
        self.run = run
        self.tell = tell
    }
}
