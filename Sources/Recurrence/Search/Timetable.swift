/// The occurrences of an expression in a zone.
package struct Timetable: Sendable {
    package let expression: Expression
    package let zone: Zone
    let gap: GapRule?
    let fold: FoldRule?

    /// The instants that occurrences lie in: the years 1 to 9999.
    package static let instants = Limits.instants

    /// Without rules of its own an expression has those of Debian's cron.
    package init(
        _ expression: Expression, in zone: Zone, gap: GapRule? = nil, fold: FoldRule? = nil
    ) {
        self.expression = expression
        self.zone = zone
        self.gap = gap
        self.fold = fold
    }

    /// The first occurrence after an instant, in seconds since 1970 UTC.
    ///
    /// Nil means that there is none up to the end of `instants`, or that it depends on what happens
    /// otherwise: on the end of a run, or the start of the machine.
    package func next(after instant: Int64) -> Int64? {
        switch expression.form {
        case .wall(let pattern):
            var search = Search(pattern, in: zone, gap: gap, fold: fold)
            return search.next(after: instant)
        case .interval(let interval):
            guard instant < Limits.instants.upperBound else { return nil }
            let next = interval.next(after: max(instant, Limits.instants.lowerBound - 1))
            return next <= Limits.instants.upperBound ? next : nil
        case .instant(let only): return only > instant ? only : nil
        case .after, .boot: return nil
        }
    }

    /// The seconds between the two occurrences that follow an instant; a day where there are not two.
    package func period(around instant: Int64) -> Int64 {
        guard let first = next(after: instant), let second = next(after: first) else {
            return Limits.lonePeriod
        }
        return second - first
    }

    /// What a call of `next(after:)` costs in steps, so that a test can hold it to a bound.
    package func steps(after instant: Int64) -> Int {
        switch expression.form {
        case .wall(let pattern):
            var search = Search(pattern, in: zone, gap: gap, fold: fold)
            _ = search.next(after: instant)
            return search.steps
        case .interval, .instant, .after, .boot: return 1
        }
    }
}
