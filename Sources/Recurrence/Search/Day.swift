/// A day of the proleptic Gregorian calendar, without a zone.
struct Day: Sendable, Hashable {
    static let seconds: Int64 = 86_400

    var year: Int64
    /// 1 to 12.
    var month: Int
    /// 1 to 31.
    var day: Int

    init(year: Int64, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day that is `number` days after 1970-01-01.
    init(number: Int64) {
        // The mean length of a year is 146,097 days in 400 years; the estimate is off by one at most.
        var year = 1970 + (number * 400).flooredQuotient(146_097)
        if number < Day.firstOfYear(year) {
            year -= 1
        } else if number >= Day.firstOfYear(year + 1) {
            year += 1
        }
        let ofYear = Int(number - Day.firstOfYear(year))
        let leap = Day.isLeap(year)
        // No month starts more than one later than if all had 31 days.
        var month = ofYear / 31 + 1
        if month < 12 && ofYear >= Day.daysBefore(month: month + 1, leap: leap) { month += 1 }
        self.init(
            year: year, month: month, day: ofYear - Day.daysBefore(month: month, leap: leap) + 1)
    }

    /// Days after 1970-01-01.
    var number: Int64 {
        Day.firstOfYear(year)
            + Int64(Day.daysBefore(month: month, leap: Day.isLeap(year)) + day - 1)
    }

    /// 0 is Sunday; 1970-01-01 was a Thursday.
    static func weekday(ofNumber number: Int64) -> Int {
        Int((number + 4).flooredRemainder(7))
    }

    static func isLeap(_ year: Int64) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// The number of the first of January.
    static func firstOfYear(_ year: Int64) -> Int64 {
        let past = year - 1
        let leaps =
            past.flooredQuotient(4) - past.flooredQuotient(100) + past.flooredQuotient(400)
        // 477 leap days lie between the years 1 and 1970.
        return 365 * (year - 1970) + leaps - 477
    }

    static func length(ofMonth month: Int, leap: Bool) -> Int {
        switch month {
        case 2: leap ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The days of a year before the first of the month.
    static func daysBefore(month: Int, leap: Bool) -> Int {
        let common =
            switch month {
            case 1: 0
            case 2: 31
            case 3: 59
            case 4: 90
            case 5: 120
            case 6: 151
            case 7: 181
            case 8: 212
            case 9: 243
            case 10: 273
            case 11: 304
            default: 334
            }
        return leap && month > 2 ? common + 1 : common
    }
}
