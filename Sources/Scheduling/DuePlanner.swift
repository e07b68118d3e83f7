package import Domain
package import Formats
package import Persistence

/// Decides what becomes of the occurrences that have come since the last account.
package enum DuePlanner {
    /// The occurrences of one schedule that have come, taken together.
    package struct Due: Hashable, Sendable {
        /// Those to run, the oldest first; those before them are missed.
        package let starts: [Start]
        package let missed: Skip?
        package let accountedUntil: Timestamp
    }

    /// An occurrence to run.
    package struct Start: Hashable, Sendable {
        package let occurrence: Timestamp
        package let trigger: Trigger

        package init(_ occurrence: Timestamp, _ trigger: Trigger) {
            self.occurrence = occurrence
            self.trigger = trigger
        }
    }

    /// What has come by now; nil when nothing has.
    ///
    /// Of several the latest runs, which makes up for the earlier ones, unless the schedule catches up
    /// on all.
    package static func due(
        _ occurrences: Occurrences, _ policies: Policies = Policies(), accountedUntil: Timestamp,
        now: Timestamp
    ) -> Due? {
        let accounted = accountedUntil.seconds
        guard let latest = occurrences.latest(startedBy: now.seconds, after: accounted) else {
            return nil
        }
        let starts = starts(occurrences, policies, latest: latest, after: accounted, now: now)
        let end = starts.first.map { $0.occurrence.seconds - 1 } ?? latest
        return Due(
            starts: starts,
            missed: skip(
                occurrences, after: accounted, through: end, .missed,
                starts.isEmpty ? lateness(policies) : excess(policies)),
            accountedUntil: Timestamp(seconds: latest))
    }

    /// The occurrences of a time as not run; nil when there are none.
    package static func skip(
        _ occurrences: Occurrences, after earlier: Int64, through instant: Int64,
        _ reason: SkipReason, _ message: String
    ) -> Skip? {
        guard let first = occurrences.next(after: earlier), first <= instant,
            let last = occurrences.last(through: instant, after: earlier)
        else { return nil }
        return Skip(
            reason: reason, first: Timestamp(seconds: first), last: Timestamp(seconds: last),
            count: occurrences.count(after: earlier, through: instant), message: message)
    }

    private static func starts(
        _ occurrences: Occurrences, _ policies: Policies, latest: Int64, after accounted: Int64,
        now: Timestamp
    ) -> [Start] {
        var starts: [Start] = []
        var late: Int64 = 0
        var next: Int64? = latest
        while let occurrence = next {
            let lateness = now - Timestamp(seconds: occurrences.start(of: occurrence))
            let isLate = lateness > SchedulingLimits.onTime
            if isLate {
                late += 1
                guard lateness <= deadline(policies), late <= limit(policies) else { break }
            }
            starts.append(Start(Timestamp(seconds: occurrence), isLate ? .catchUp : .schedule))
            guard policies.catchUp == .all else { break }
            next = occurrences.last(through: occurrence - 1, after: accounted)
        }
        return starts.reversed()
    }

    private static func deadline(_ policies: Policies) -> Duration {
        policies.startDeadline ?? Domain.Limits.startDeadline
    }

    /// How many late ones may run.
    private static func limit(_ policies: Policies) -> Int64 {
        switch policies.catchUp {
        case .none: 0
        case .latest: 1
        case .all: policies.catchUpLimit
        }
    }

    /// Why none of them runs.
    private static func lateness(_ policies: Policies) -> String {
        policies.catchUp == .none
            ? "too late: catch_up is none"
            : "later than the start deadline of \(deadline(policies).text)"
    }

    /// Why some of them do not run.
    private static func excess(_ policies: Policies) -> String {
        switch policies.catchUp {
        case .none: "too late: catch_up is none"
        case .latest: "a later one runs in their place"
        case .all:
            "later than the start deadline of \(deadline(policies).text), or more than the "
                + "\(policies.catchUpLimit) that are made up for"
        }
    }
}
