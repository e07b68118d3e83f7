/// A timetable told in English: when it is due, what changes of the clock do to it, who reads it otherwise.
package struct Explanation: Sendable {
    private let timetable: Timetable

    package init(_ timetable: Timetable) {
        self.timetable = timetable
    }

    /// When it is due, as one sentence that leaves nothing out but the zone.
    package var sentence: String {
        switch timetable.expression.form {
        case .wall(let pattern):
            let words = Self.words(pattern)
            return timetable.expression.cause == .once ? "Once, \(words)." : Self.sentence(words)
        case .interval(let interval):
            // A day of elapsed time is no day of the calendar.
            let length =
                interval.seconds == Day.seconds ? "24 hours" : Words.duration(interval.seconds)
            let every = length.hasPrefix("1 ") ? String(length.dropFirst(2)) : length
            return "Every \(every) of elapsed time, counted from 1970-01-01 00:00 UTC."
        case .instant(let instant):
            let local = timetable.zone.local(at: instant)
            let day = Day(number: local.flooredQuotient(Day.seconds))
            return "Once, at \(Words.clock(local)) on the \(Words.ordinal(day.day)) of "
                + "\(Words.months[day.month - 1]) \(day.year) (UTC\(Words.offset(local - instant)))."
        case .after(let interval):
            return "\(Words.duration(interval.seconds)) after the last run has ended."
        case .boot: return "Each time the machine has started."
        }
    }

    private static func words(_ pattern: WallPattern) -> String {
        let time = TimeWords(pattern)
        let words = time.text
        guard let days = DayWords(pattern).text(isAnyHour: time.isAnyHour) else {
            if time.isAnyHour { return words }
            return words + (time.isList ? " every day" : ", every day")
        }
        let isShort = !words.contains(",") && !words.contains(" past ") && !words.contains(" from ")
        return words + (isShort || time.isList ? " " : ", ") + days
    }

    private static func sentence(_ words: String) -> String { Words.capitalised(words) + "." }

    /// What the wall shows at an instant, as `Sun 2026-03-29 03:00:00 +02:00`.
    package func wallTime(at instant: Int64) -> String {
        let local = timetable.zone.local(at: instant)
        let weekday = Day.weekday(ofNumber: local.flooredQuotient(Day.seconds))
        let time = Words.clock(local)
        return "\(Words.weekdays[weekday].prefix(3)) \(Words.date(local)) "
            + (time.count == 5 ? "\(time):00" : time) + " \(Words.offset(local - instant))"
    }

    /// The next change of the zone's clock after an instant that skips or repeats times of it.
    ///
    /// Nil when none does within `Limits.explainedYears`.
    package func nextClockChange(after instant: Int64) -> ClockChange? {
        ClockChangeSearch(timetable)?.next(after: instant)
    }

    /// What other schedulers make of the same text, with what they do when the clock changes next.
    package func readings(after instant: Int64) -> [Reading] {
        var changes: [ClockChange] = []
        var instant = instant
        // One forward and one back, where the zone has both.
        while changes.count < 2, let change = nextClockChange(after: instant) {
            changes.append(change)
            instant = change.instant
        }
        return ReadingRules(timetable: timetable, changes: changes).readings
    }
}
