package import Recurrence

/// What happens to occurrences that cannot simply run at their time.
package struct Policies: Hashable, Sendable {
    package var overlap: OverlapPolicy
    /// Runs of the schedule that may be active at once, before `overlap` decides; at least 1.
    package var maxActive: Int64
    package var catchUp: CatchUpPolicy
    /// The most occurrences that `catchUp` makes up for at once, when it is `all`.
    package var catchUpLimit: Int64
    /// How late an occurrence may start; nil is `Limits.startDeadline`, and for a run that waits for its
    /// turn without end.
    package var startDeadline: Duration?
    /// By how much, at most, starts are moved; by how much it is follows from the schedule's key.
    package var spread: Duration
    package var retry: RunRetry
    /// Whether it also runs once after each start of the machine.
    package var startOnBoot: Bool
    package var leftovers: LeftoversPolicy
    /// What becomes of times that a zone's clock skips; nil is as Debian's cron does it.
    package var gap: GapRule?
    /// What becomes of times that a zone's clock repeats; nil is as Debian's cron does it.
    package var fold: FoldRule?

    package init(
        overlap: OverlapPolicy = .skip, maxActive: Int64 = 1, catchUp: CatchUpPolicy = .latest,
        catchUpLimit: Int64 = Limits.catchUp, startDeadline: Duration? = nil,
        spread: Duration = .zero, retry: RunRetry = RunRetry(), startOnBoot: Bool = false,
        leftovers: LeftoversPolicy = .kill, gap: GapRule? = nil, fold: FoldRule? = nil
    ) {
        self.overlap = overlap
        self.maxActive = maxActive
        self.catchUp = catchUp
        self.catchUpLimit = catchUpLimit
        self.startDeadline = startDeadline
        self.spread = spread
        self.retry = retry
        self.startOnBoot = startOnBoot
        self.leftovers = leftovers
        self.gap = gap
        self.fold = fold
    }
}

/// What happens to an occurrence while as many runs of its schedule are active as may be.
package enum OverlapPolicy: String, Hashable, Sendable, CaseIterable {
    /// It does not run.
    case skip
    /// It waits; one that is due while another waits does not run.
    case queue
    /// It waits behind all others.
    case queueAll = "queue-all"
    /// The active run is ended, and it runs when that has ended.
    case replace
    /// It runs beside them.
    case allow
}

/// What happens to occurrences that came while nobody could start them.
package enum CatchUpPolicy: String, Hashable, Sendable, CaseIterable {
    /// None of them runs.
    case none
    /// The latest runs.
    case latest
    /// All of them run, one after the other, from the oldest that may.
    case all
}

/// What happens to processes that a command leaves behind when it ends by itself.
package enum LeftoversPolicy: String, Hashable, Sendable, CaseIterable {
    /// They are killed, so that a run that is over is over.
    case kill
    /// They go on, as with cron: a command that starts a service leaves it so.
    case keep
}
