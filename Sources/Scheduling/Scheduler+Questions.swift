import Domain
package import Formats
import Platform
package import Recurrence

/// What others ask about schedules.
extension Scheduler {
    /// How many schedules there are.
    package var count: Int { agenda.entries.count + unusable.count }

    /// When a schedule starts next; nil when it is paused, has ended, or waits for something else than
    /// the time.
    package func nextOccurrence(of id: Int64) -> Timestamp? {
        agenda[id]?.nextStart(after: clock.now)
    }

    /// Whether a schedule will never be due again.
    package func hasEnded(_ id: Int64) -> Bool {
        guard let entry = agenda[id], !entry.followsEnds, entry.occurrences.cause != .boot else {
            return false
        }
        return entry.occurrences.next(after: entry.schedule.accountedUntil.seconds) == nil
    }

    /// The next occurrences of a schedule after an instant, whether or not it is paused.
    package func occurrences(of id: Int64, after instant: Timestamp, count: Int) -> [Timestamp] {
        occurrences(of: id, after: instant.seconds, until: .max, limit: count)
    }

    /// The occurrences of a schedule from one instant until another, both included; at most so many.
    package func occurrences(
        of id: Int64, from first: Timestamp, until last: Timestamp, limit: Int
    ) -> [Timestamp] {
        occurrences(
            of: id, after: Timestamp(microseconds: first.microseconds - 1).seconds,
            until: last.seconds, limit: limit)
    }

    private func occurrences(
        of id: Int64, after earlier: Int64, until end: Int64, limit: Int
    ) -> [Timestamp] {
        guard let entry = agenda[id] else { return [] }
        if entry.followsEnds {
            return entry.nextStart(after: clock.now).map { [$0] }?
                .filter { $0.seconds > earlier && $0.seconds <= end } ?? []
        }
        return Array(
            sequence(state: earlier) { (last: inout Int64) -> Timestamp? in
                guard let next = entry.occurrences.next(after: last), next <= end else {
                    return nil
                }
                last = next
                return Timestamp(seconds: next)
            }.prefix(limit))
    }

    /// When an occurrence of a schedule starts: later than it comes where starts are spread.
    package func start(of occurrence: Timestamp, of id: Int64) -> Timestamp? {
        agenda[id].map { start(of: occurrence, $0) }
    }

    /// What a schedule's timetable has around an instant; nil when there is no such schedule.
    package func vicinity(of id: Int64, at instant: Timestamp) -> Vicinity? {
        guard let entry = agenda[id] else { return nil }
        let last = entry.occurrences.last(
            through: instant.seconds, after: Timetable.instants.lowerBound - 1
        ).map { Timestamp(seconds: $0) }
        return Vicinity(
            isOccurrence: last == instant, last: last,
            lastStart: last.map { start(of: $0, entry) },
            next: occurrences(of: id, after: instant, count: 1).first,
            accountedUntil: entry.schedule.accountedUntil)
    }

    /// The zone whose clock a schedule goes by; nil when there is no such schedule.
    package func zone(of id: Int64) -> Zone? { agenda[id]?.occurrences.zone }

    private func start(of occurrence: Timestamp, _ entry: Entry) -> Timestamp {
        guard occurrence.microseconds % 1_000_000 == 0 else { return occurrence }
        return Timestamp(seconds: entry.occurrences.start(of: occurrence.seconds))
    }
}
