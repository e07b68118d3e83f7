/// A moment that comes once a year on the wall, such as 02:00 of the last Sunday in March.
struct YearMoment: Sendable, Hashable {
    let date: Date
    /// Seconds after the midnight that the date begins with; negative or beyond a day in some zones.
    let time: Int64

    enum Date: Sendable, Hashable {
        /// The nth day, 1 to 365, of a year that has no 29 February.
        case commonDay(Int)
        /// The day with n days before it, 0 to 365.
        case day(Int)
        /// The nth of a weekday in a month, where the fifth is the last.
        case weekday(month: Int, week: Int, day: Int)
    }

    /// Seconds since 1970-01-01 00:00 on the wall.
    func local(inYear year: Int64) -> Int64 {
        dayNumber(inYear: year) * Day.seconds + time
    }

    private func dayNumber(inYear year: Int64) -> Int64 {
        let leap = Day.isLeap(year)
        switch date {
        case .commonDay(let day):
            return Day.firstOfYear(year) + Int64(leap && day >= 60 ? day : day - 1)
        case .day(let day):
            return Day.firstOfYear(year) + Int64(day)
        case .weekday(let month, let week, let day):
            let first = Day(year: year, month: month, day: 1).number
            let ahead = (day - Day.weekday(ofNumber: first) + 7) % 7 + (week - 1) * 7
            let length = Day.length(ofMonth: month, leap: leap)
            return first + Int64(ahead < length ? ahead : ahead - 7)
        }
    }
}
