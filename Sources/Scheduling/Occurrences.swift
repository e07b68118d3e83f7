package import Recurrence

/// The occurrences of one schedule, and when they start; instants are seconds since 1970.
package struct Occurrences: Sendable {
    private let timetable: Timetable
    /// Seconds between an occurrence and its start.
    private let offset: Int64
    /// The one there is, of an expression that comes once.
    private let only: Int64?

    /// - Parameter offset: by how many seconds starts are moved.
    package init(_ timetable: Timetable, offset: Int64 = 0) {
        self.timetable = timetable
        self.offset = offset
        only =
            timetable.expression.cause == .once
            ? timetable.next(after: Timetable.instants.lowerBound - 1) : nil
    }

    var cause: Expression.Cause { timetable.expression.cause }
    var zone: Zone { timetable.zone }

    package func next(after instant: Int64) -> Int64? {
        guard cause == .once else { return timetable.next(after: instant) }
        return only.flatMap { $0 > instant ? $0 : nil }
    }

    /// The last occurrence up to an instant, and after another.
    ///
    /// There is no looking back in a timetable: halving the time between the two finds it.
    package func last(through instant: Int64, after earlier: Int64) -> Int64? {
        guard var last = next(after: earlier), last <= instant else { return nil }
        // After this one there is nothing more.
        var bound = instant
        while last < bound {
            let middle = last + (bound - last) / 2
            if let later = next(after: middle), later <= instant {
                last = later
            } else {
                bound = middle
            }
        }
        return last
    }

    package func count(after earlier: Int64, through instant: Int64) -> Int64 {
        guard cause == .once else { return timetable.count(after: earlier, through: instant) }
        return next(after: earlier).map { $0 <= instant } == true ? 1 : 0
    }

    /// When an occurrence starts: moved by the offset, and before the next one comes.
    package func start(of occurrence: Int64) -> Int64 {
        guard offset > 0 else { return occurrence }
        return min(occurrence + offset, next(after: occurrence).map { $0 - 1 } ?? .max)
    }

    /// The latest that has started by an instant.
    package func latest(startedBy instant: Int64, after earlier: Int64) -> Int64? {
        guard let last = last(through: instant + 1, after: earlier) else { return nil }
        if start(of: last) <= instant { return last }
        // The one before has started: it does so before the next comes.
        return self.last(through: last - 1, after: earlier)
    }
}
