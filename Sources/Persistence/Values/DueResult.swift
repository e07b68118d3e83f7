package import Domain

/// What a tick created.
package struct DueResult: Hashable, Sendable {
    /// To be handed to the launcher.
    package var runs: [StartableRun]
    /// The rows of occurrences that did not run, as they are now.
    package var skipped: [Run]
    package var events: [EventToTell]

    package init(runs: [StartableRun] = [], skipped: [Run] = [], events: [EventToTell] = []) {
        self.runs = runs
        self.skipped = skipped
        self.events = events
    }

    mutating func add(_ other: DueResult) {
        runs += other.runs
        skipped += other.skipped
        events += other.events
    }
}
