/// Looks for times on the wall, in seconds since 1970-01-01 00:00 of whatever zone, that match a pattern.
///
/// It counts its steps, one for each month or time of day looked at, so that a test can hold it to a bound.
struct LocalSearch {
    let pattern: WallPattern
    private(set) var steps = 0

    init(_ pattern: WallPattern) {
        self.pattern = pattern
    }

    /// The first second at or after `local` that matches; nil when the next 400 years have none.
    mutating func first(from local: Int64) -> Int64? {
        let number = local.flooredQuotient(Day.seconds)
        guard let day = firstDay(from: number) else { return nil }
        guard day == number else { return day * Day.seconds + Int64(earliestTime) }
        if let time = firstTime(from: Int(local - number * Day.seconds)) {
            return day * Day.seconds + Int64(time)
        }
        guard let later = firstDay(from: number + 1) else { return nil }
        return later * Day.seconds + Int64(earliestTime)
    }

    /// The first time of any day, in seconds.
    private var earliestTime: Int {
        time(pattern.hours.trailingZeroBitCount, pattern.minutes.trailingZeroBitCount)
    }

    /// The first second of a minute that matches, in seconds of the day.
    private func time(_ hour: Int, _ minute: Int) -> Int {
        (hour * 60 + minute) * 60 + pattern.seconds.trailingZeroBitCount
    }

    /// The first time of a day that is not before the given one, in seconds.
    private mutating func firstTime(from second: Int) -> Int? {
        steps += 1
        var minute = second / 60
        // Once this minute's last second is past, it is the next minute that counts.
        let seconds = pattern.seconds >> UInt64(second % 60)
        if seconds == 0 { minute += 1 }
        let hour = minute / 60
        if hour > 23 { return nil }
        if pattern.hours & (1 << UInt64(hour)) != 0 {
            let minutes = pattern.minutes >> UInt64(minute % 60)
            if seconds != 0 && minutes & 1 != 0 { return second + seconds.trailingZeroBitCount }
            let later = seconds == 0 ? minutes : minutes & ~1
            if later != 0 { return time(hour, minute % 60 + later.trailingZeroBitCount) }
        }
        let later = pattern.hours & (UInt64.max << UInt64(hour + 1))
        guard later != 0 else { return nil }
        return time(later.trailingZeroBitCount, pattern.minutes.trailingZeroBitCount)
    }

    /// The number of the first day, from the given one on, that matches.
    private mutating func firstDay(from number: Int64) -> Int64? {
        var day = Day(number: number)
        guard move(&day, to: pattern.year(from: day.year)) else { return nil }
        let lastYear = day.year + 400
        var first = Day(year: day.year, month: day.month, day: 1).number
        while day.year <= lastYear {
            steps += 1
            let leap = Day.isLeap(day.year)
            if pattern.months & (1 << UInt64(day.month)) != 0 {
                let days =
                    pattern.days.days(
                        inMonth: day.month, leap: leap, firstWeekday: Day.weekday(ofNumber: first))
                    & (UInt64.max << UInt64(day.day))
                if days != 0 { return first + Int64(days.trailingZeroBitCount) - 1 }
            }
            day.day = 1
            let later = pattern.months & (UInt64.max << UInt64(day.month + 1))
            if later != 0 {
                day.month = later.trailingZeroBitCount
            } else {
                guard move(&day, to: pattern.year(from: day.year + 1)) else { return nil }
            }
            first = day.number
        }
        return nil
    }

    /// Goes to the first month of a later year; false when there is none.
    private func move(_ day: inout Day, to year: Int64?) -> Bool {
        guard let year else { return false }
        if year != day.year {
            day = Day(year: year, month: pattern.months.trailingZeroBitCount, day: 1)
        }
        return true
    }
}
