/// Which days of a month something is due on.
///
/// The days of the week are 0 to 6, Sunday first; bit n of a set stands for the value n.
struct DayRule: Sendable, Hashable {
    /// Days counted from the first, which is 1.
    var ofMonth: UInt64
    /// Days counted back from the last, which is 0.
    var fromEnd: UInt64 = 0
    /// Days of the month that stand for the weekday, Monday to Friday, next to them in that month.
    var nearestWorkday: UInt64 = 0
    /// The same for days counted back from the last, which is 0.
    var nearestWorkdayFromEnd: UInt64 = 0

    var ofWeek: UInt64
    /// The first to the fifth of a day of the week in the month: bit 7 × (n - 1) + day.
    var nthOfWeek: UInt64 = 0
    /// The last of a day of the week in the month.
    var lastOfWeek: UInt64 = 0

    /// A day has to match one of the two kinds, not both.
    var either: Bool

    /// The last day of the month that is Monday to Friday, which is the one nearest to the last day.
    var lastWorkday: Bool { nearestWorkdayFromEnd & 1 != 0 }

    static let all = DayRule(
        ofMonth: WallPattern.bits(1...31), ofWeek: WallPattern.bits(0...6), either: false)

    /// The days of a month that match, bit n for the day n.
    func days(inMonth month: Int, leap: Bool, firstWeekday: Int) -> UInt64 {
        let length = Day.length(ofMonth: month, leap: leap)
        var byDate = ofMonth
        if fromEnd | nearestWorkday | nearestWorkdayFromEnd != 0 {
            byDate |= special(length: length, firstWeekday: firstWeekday)
        }
        // The week turned so that bit 0 is the weekday of the first, then repeated for five weeks.
        var byWeekday = (Self.turned(ofWeek, to: firstWeekday) &* 0x1020_4081) << 1
        if nthOfWeek != 0 || lastOfWeek != 0 {
            byWeekday |= counted(length: length, firstWeekday: firstWeekday)
        }
        let matching = either ? byDate | byWeekday : byDate & byWeekday
        return matching & WallPattern.bits(1...length)
    }

    /// The days that depend on the month's length or on where its weekends fall.
    private func special(length: Int, firstWeekday: Int) -> UInt64 {
        var days: UInt64 = 0
        Self.forEach(fromEnd) { back in
            if back < length { days |= 1 << UInt64(length - back) }
        }
        var nearest = nearestWorkday
        Self.forEach(nearestWorkdayFromEnd) { back in
            if back < length { nearest |= 1 << UInt64(length - back) }
        }
        Self.forEach(nearest) { day in
            guard day <= length else { return }
            days |= 1 << UInt64(Self.workday(near: day, length: length, firstWeekday: firstWeekday))
        }
        return days
    }

    private static func forEach(_ set: UInt64, _ body: (Int) -> Void) {
        var left = set
        while left != 0 {
            body(left.trailingZeroBitCount)
            left &= left - 1
        }
    }

    private static func workday(near day: Int, length: Int, firstWeekday: Int) -> Int {
        switch (firstWeekday + day - 1) % 7 {
        case 6: day > 1 ? day - 1 : day + 2
        case 0: day < length ? day + 1 : day - 2
        default: day
        }
    }

    /// The days that are the nth or the last of their weekday.
    private func counted(length: Int, firstWeekday: Int) -> UInt64 {
        var days: UInt64 = 0
        for week in 0..<5 {
            let wanted = (nthOfWeek >> UInt64(7 * week)) & 0x7F
            days |= Self.turned(wanted, to: firstWeekday) << UInt64(7 * week + 1)
        }
        let lastFirst = (firstWeekday + length - 7) % 7
        days |= Self.turned(lastOfWeek, to: lastFirst) << UInt64(length - 6)
        return days
    }

    /// A set of days of the week as the days of seven, the first of which is the given one.
    private static func turned(_ week: UInt64, to first: Int) -> UInt64 {
        ((week >> UInt64(first)) | (week << UInt64(7 - first))) & 0x7F
    }
}
