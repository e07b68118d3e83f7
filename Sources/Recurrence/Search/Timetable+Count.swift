extension Timetable {
    /// How many occurrences come after one instant, up to another.
    ///
    /// Whole days away from jumps of the zone's clock are not looked through: a year of a busy expression
    /// costs as little as the days of its jumps.
    package func count(after earlier: Int64, through instant: Int64) -> Int64 {
        let earlier = max(earlier, Limits.instants.lowerBound - 1)
        let instant = min(instant, Limits.instants.upperBound)
        guard earlier < instant else { return 0 }
        switch expression.form {
        case .wall(let pattern):
            var search = Search(pattern, in: zone, gap: gap, fold: fold)
            return search.count(of: pattern, after: earlier, through: instant)
        case .interval(let interval):
            return instant.flooredQuotient(interval.seconds)
                - earlier.flooredQuotient(interval.seconds)
        case .instant(let only): return only > earlier && only <= instant ? 1 : 0
        case .after, .boot: return 0
        }
    }
}

extension Search {
    fileprivate mutating func count(
        of pattern: WallPattern, after earlier: Int64, through instant: Int64
    ) -> Int64 {
        var count: Int64 = 0
        var done = earlier
        while done < instant {
            let stretch = zone.stretch(at: done + 1)
            let plain = plainDays(of: stretch)
            let first = max(
                plain.lowerBound, (done + stretch.offset).flooredQuotient(Day.seconds) + 1)
            let end = min(
                plain.upperBound, (instant + 1 + stretch.offset).flooredQuotient(Day.seconds))
            guard first < end else {
                let last = min(instant, stretch.end - 1)
                count += countOneByOne(after: done, through: last)
                done = last
                continue
            }
            count += countOneByOne(
                after: done, through: first * Day.seconds - stretch.offset - 1)
            count += pattern.days(in: first..<end) * pattern.timesOfDay
            done = end * Day.seconds - stretch.offset - 1
        }
        return count
    }

    /// The days of the wall that lie within a stretch whole, where no rule about its jumps reaches: none
    /// reaches farther than the jump itself.
    private func plainDays(of stretch: Stretch) -> Range<Int64> {
        let instants = Limits.instants
        var (start, end) = (instants.lowerBound, instants.upperBound)
        if stretch.start > start {
            start = stretch.start + abs(stretch.offset - stretch.offsetBefore)
        }
        if stretch.end <= end {
            end = stretch.end - abs(zone.stretch(at: stretch.end).offset - stretch.offset)
        }
        let first = (start + stretch.offset - 1).flooredQuotient(Day.seconds) + 1
        return first..<max(first, (end + stretch.offset).flooredQuotient(Day.seconds))
    }

    private mutating func countOneByOne(after earlier: Int64, through instant: Int64) -> Int64 {
        var count: Int64 = 0
        var last = earlier
        while let next = next(after: last), next <= instant {
            count += 1
            last = next
        }
        return count
    }
}

extension WallPattern {
    /// How many times of a day match, on a day that does.
    fileprivate var timesOfDay: Int64 {
        Int64(hours.nonzeroBitCount * minutes.nonzeroBitCount * seconds.nonzeroBitCount)
    }

    /// How many of the days match, which are counted from 1970-01-01.
    fileprivate func days(in numbers: Range<Int64>) -> Int64 {
        var count = 0
        var number = numbers.lowerBound
        while number < numbers.upperBound {
            let day = Day(number: number)
            let leap = Day.isLeap(day.year)
            let first = number - Int64(day.day - 1)
            let length = Day.length(ofMonth: day.month, leap: leap)
            let last = min(numbers.upperBound - first, Int64(length))
            if months & (1 << UInt64(day.month)) != 0, year(from: day.year) == day.year {
                let matching = days.days(
                    inMonth: day.month, leap: leap, firstWeekday: Day.weekday(ofNumber: first))
                count += (matching & Self.bits(day.day...Int(last))).nonzeroBitCount
            }
            number = first + Int64(length)
        }
        return Int64(count)
    }
}
