/// Looks for the changes of a zone's clock that touch a pattern, and tells what becomes of it there.
struct ClockChangeSearch {
    private let timetable: Timetable
    private let pattern: WallPattern
    private let gap: GapRule
    private let fold: FoldRule
    /// It follows elapsed time, and the schedule has not said otherwise.
    private let isElapsed: (gap: Bool, fold: Bool)

    /// Nil for what no clock on a wall makes due.
    init?(_ timetable: Timetable) {
        guard case .wall(let pattern) = timetable.expression.form else { return nil }
        self.timetable = timetable
        self.pattern = pattern
        let search = Search(pattern, in: timetable.zone, gap: timetable.gap, fold: timetable.fold)
        gap = search.gap
        fold = search.fold
        isElapsed = (
            pattern.followsElapsedTime && timetable.gap == nil,
            pattern.followsElapsedTime && timetable.fold == nil
        )
    }

    func next(after instant: Int64) -> ClockChange? {
        let last = Limits.clamped(instant) + Limits.explainedYears * 366 * Day.seconds
        var stretch = timetable.zone.stretch(at: instant)
        for _ in 0..<Limits.explainedChanges {
            guard stretch.end <= min(last, Limits.instants.upperBound) else { return nil }
            stretch = timetable.zone.stretch(at: stretch.end)
            let touched = touched(by: stretch)
            if !touched.isEmpty {
                return ClockChange(
                    instant: stretch.start, offsetBefore: stretch.offsetBefore,
                    offset: stretch.offset, effect: effect(of: stretch, on: touched))
            }
        }
        return nil
    }

    /// The first, the second and the last time on the wall that the change skips or repeats.
    private func touched(by stretch: Stretch) -> [Int64] {
        let before = stretch.start + stretch.offsetBefore
        let after = stretch.start + stretch.offset
        let window = min(before, after)..<max(before, after)
        var search = LocalSearch(pattern)
        var times: [Int64] = []
        var from = window.lowerBound
        while let time = search.first(from: from), time < window.upperBound {
            if times.count == 3 { times[2] = time } else { times.append(time) }
            from = time + 1
        }
        return times
    }

    private func effect(of stretch: Stretch, on times: [Int64]) -> String {
        let jump = stretch.offset - stretch.offsetBefore
        return jump > 0 ? gapEffect(stretch, times, jump) : foldEffect(stretch, times, -jump)
    }

    private func gapEffect(_ stretch: Stretch, _ times: [Int64], _ jump: Int64) -> String {
        let isOne = times.count == 1
        let start = "\(Self.told(times)) \(isOne ? "does" : "do") not exist"
        if gap != .skip, jump >= Limits.clockCorrection {
            return "\(start), and \(isOne ? "does" : "do") not run, since a jump of "
                + "\(Words.duration(Limits.clockCorrection)) or more is a correction of the clock"
        }
        switch gap {
        case .run:
            let end = stretch.start + stretch.offset
            var search = LocalSearch(pattern)
            let joins = search.first(from: end) == end
            return "\(start), and \(isOne ? "runs" : "run") once at \(Words.clock(end))"
                + (joins ? ", together with the regular run then" : "")
        case .shift:
            let moved = times.map { $0 + jump }
            return "\(start), and \(isOne ? "runs" : "run") "
                + (times.count < 3 ? "at " : "") + "\(Self.times(moved)) instead"
        case .skip:
            return isElapsed.gap
                ? "\(start); it follows elapsed time: \(count(stretch))"
                : "\(start), and \(isOne ? "does" : "do") not run"
        }
    }

    private func foldEffect(_ stretch: Stretch, _ times: [Int64], _ jump: Int64) -> String {
        let isOne = times.count == 1
        let start = "\(Self.told(times)) \(isOne ? "comes" : "come") twice"
        let runs = isOne ? "runs" : "run"
        if fold != .both, jump > Limits.clockCorrection {
            return "\(start), and \(runs) both times, since a jump of more than "
                + "\(Words.duration(Limits.clockCorrection)) is a correction of the clock"
        }
        switch fold {
        case .first: return "\(start), and \(runs) the first time only"
        case .last: return "\(start), and \(runs) the second time only"
        case .both:
            return isElapsed.fold
                ? "\(start); it follows elapsed time: \(count(stretch))"
                : "\(start), and \(runs) both times"
        }
    }

    /// `02:30`, `02:00 and 02:30`, `the times from 02:00 to 02:55`.
    private static func told(_ times: [Int64]) -> String {
        times.count < 3
            ? Words.list(times.map(Words.clock))
            : "the times \(Self.times(times))"
    }

    private static func times(_ times: [Int64]) -> String {
        guard times.count == 3 else { return Words.list(times.map(Words.clock)) }
        return "from \(Words.clock(times[0])) to \(Words.clock(times[2]))"
    }

    /// How many occurrences the day has on which the clock changes.
    private func count(_ stretch: Stretch) -> String {
        // The change belongs to the day on which the skipped or repeated times are.
        let touched = stretch.start + min(stretch.offset, stretch.offsetBefore)
        let day = touched.flooredQuotient(Day.seconds)
        var number = 0
        var instant = day * Day.seconds - max(stretch.offset, stretch.offsetBefore) - 1
        let end = (day + 1) * Day.seconds - min(stretch.offset, stretch.offsetBefore)
        while let next = timetable.next(after: instant), next < end {
            if timetable.zone.local(at: next).flooredQuotient(Day.seconds) == day { number += 1 }
            instant = next
        }
        switch number {
        case 0: return "no occurrence that day"
        default: return "\(Words.count(number, "occurrence")) that day"
        }
    }
}
