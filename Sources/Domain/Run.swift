package import Formats

/// One execution of a schedule's command, or an occurrence that did not run.
package struct Run: Hashable, Sendable {
    package let uid: UID
    /// The schedule's row; the run outlives it.
    package let scheduleID: Int64
    package let key: ScheduleKey
    package let owner: Owner
    package let trigger: Trigger
    /// When it was due; nil for a run by hand. Of several skipped alike, the first.
    package let occurrence: Timestamp?
    /// The last of several skipped alike.
    package var lastOccurrence: Timestamp?
    package var state: RunState
    package var reason: ErrorReason?
    package var skipReason: SkipReason?
    /// How many occurrences alike this row stands for; more than one only when skipped.
    package var count: Int64
    /// One sentence on how it ended; empty when there is nothing to add.
    package var message: String
    package var attempt: Int64
    package let createdAt: Timestamp
    /// Before this instant a pending run is not started: it is tried again.
    package var startAfter: Timestamp?
    package var startedAt: Timestamp?
    package var endedAt: Timestamp?
    package var exit: ExitStatus?
    package var usage: ResourceUsage?
    /// What its command is given, as it was when the run was created.
    package let parameters: JSONObject
    /// What the command of this attempt has reported.
    package var results: RunResults
    /// The launcher it is for; nil while it waits for its turn.
    package var launcher: String?
    /// The definition it runs by, as it was when the run was created.
    package let definitionID: Int64
    /// Whom to tell of it.
    package var notificationSets: NotificationSets

    package init(
        uid: UID, scheduleID: Int64, key: ScheduleKey, owner: Owner, trigger: Trigger,
        occurrence: Timestamp?, lastOccurrence: Timestamp? = nil, state: RunState,
        reason: ErrorReason? = nil,
        skipReason: SkipReason? = nil, count: Int64 = 1, message: String = "", attempt: Int64 = 1,
        createdAt: Timestamp, startAfter: Timestamp? = nil, startedAt: Timestamp? = nil,
        endedAt: Timestamp? = nil,
        exit: ExitStatus? = nil, usage: ResourceUsage? = nil, parameters: JSONObject = [:],
        results: RunResults = RunResults(), launcher: String? = nil,
        definitionID: Int64, notificationSets: NotificationSets
    ) {
        self.uid = uid
        self.scheduleID = scheduleID
        self.key = key
        self.owner = owner
        self.trigger = trigger
        self.occurrence = occurrence
        self.lastOccurrence = lastOccurrence
        self.state = state
        self.reason = reason
        self.skipReason = skipReason
        self.count = count
        self.message = message
        self.attempt = attempt
        self.createdAt = createdAt
        self.startAfter = startAfter
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.exit = exit
        self.usage = usage
        self.parameters = parameters
        self.results = results
        self.launcher = launcher
        self.definitionID = definitionID
        self.notificationSets = notificationSets
    }

    /// The run after it ended so.
    package func ended(_ outcome: RunOutcome, at instant: Timestamp) -> Run {
        var run = self
        run.state = outcome.state
        run.reason = outcome.reason
        run.message = outcome.message
        run.exit = outcome.exit
        run.usage = outcome.usage
        run.endedAt = instant
        return run
    }

    /// The run after an attempt that is to be repeated.
    package func tryingAgain(at instant: Timestamp) -> Run {
        var run = self
        run.state = .pending
        run.attempt += 1
        run.startAfter = instant
        run.reason = nil
        run.startedAt = nil
        run.endedAt = nil
        run.exit = nil
        run.usage = nil
        run.results = RunResults()
        run.launcher = nil
        return run
    }

    /// Whether it waits for its turn: for others to end, or for its next attempt.
    package var isWaiting: Bool { state == .pending && launcher == nil }
}
