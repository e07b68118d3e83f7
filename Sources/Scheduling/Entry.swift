import Domain
import Formats
import Recurrence

/// A schedule with what makes it due.
struct Entry {
    var schedule: Schedule
    /// The zone its times are meant in; nil is the machine's own.
    let zoneName: String?
    let occurrences: Occurrences
    /// Runs of it that began since it was taken up and have not ended; kept where an end makes it due.
    var underWay: Set<UID> = []

    init(schedule: Schedule, zoneName: String?, occurrences: Occurrences) {
        self.schedule = schedule
        self.zoneName = zoneName
        self.occurrences = occurrences
    }

    /// Whether the ends of its runs make it due.
    var followsEnds: Bool {
        if case .end = occurrences.cause { true } else { false }
    }

    /// When there is something to do about it: a start, or the end of its pause.
    var nextEvent: Timestamp? {
        if let pause = schedule.pause { return pause.until }
        if followsEnds { return nextAfterEnd }
        return occurrences.next(after: schedule.accountedUntil.seconds)
            .map { Timestamp(seconds: occurrences.start(of: $0)) }
    }

    /// What has come by now of a schedule that is not paused.
    func due(at now: Timestamp) -> DuePlanner.Due? {
        guard followsEnds else {
            return DuePlanner.due(
                occurrences, schedule.definition.policies,
                accountedUntil: schedule.accountedUntil, now: now)
        }
        guard let due = nextAfterEnd, due <= now else { return nil }
        return .init(starts: [.init(due, .schedule)], missed: nil, accountedUntil: due)
    }

    /// The first start after an instant; nil when it is paused, has ended, or awaits an end or a boot.
    func nextStart(after now: Timestamp) -> Timestamp? {
        guard schedule.pause == nil else { return nil }
        if followsEnds { return nextAfterEnd }
        let accounted = schedule.accountedUntil.seconds
        if let last = occurrences.last(through: now.seconds, after: accounted) {
            let start = Timestamp(seconds: occurrences.start(of: last))
            if start > now { return start }
        }
        return occurrences.next(after: max(accounted, now.seconds))
            .map { Timestamp(seconds: occurrences.start(of: $0)) }
    }

    /// When it is due by the end of its last run; nil while one is under way.
    private var nextAfterEnd: Timestamp? {
        guard case .end(let seconds) = occurrences.cause, underWay.isEmpty,
            let idleSince = schedule.idleSince
        else { return nil }
        return max(idleSince, schedule.accountedUntil) + .seconds(seconds)
    }
}
