/// Why a calendar expression can never come, where it cannot.
enum CalendarImpossibility {
    /// Nil when some day matches.
    ///
    /// Years that have all passed are no reason: that is for those to judge who know the time.
    static func reason(of pattern: WallPattern) -> String? {
        let firstYear = Int64(pattern.years?.first ?? CalendarPart.year.values.lowerBound)
        var search = LocalSearch(pattern)
        let start = Day.firstOfYear(firstYear) * Day.seconds
        if search.first(from: start) != nil { return nil }
        var anyWeekday = pattern
        anyWeekday.days.ofWeek = DayRule.all.ofWeek
        search = LocalSearch(anyWeekday)
        if search.first(from: start) != nil {
            return "no day of the date is one of the weekdays"
        }
        // A day counted from the end is in every month, so it is the days counted from the first.
        let months = (1...12).filter { pattern.months & (1 << UInt64($0)) != 0 }
        let days = (1...31).filter { pattern.days.ofMonth & (1 << UInt64($0)) != 0 }
        guard months.contains(where: { Day.length(ofMonth: $0, leap: true) >= days.first ?? 0 })
        else {
            let numbers = days.map(String.init).joined(separator: " or ")
            return months.count == 1
                ? "month \(months[0]) has no day \(numbers)"
                : "months \(months.map(String.init).joined(separator: ", ")) have no day \(numbers)"
        }
        return "29 February is in none of the years"
    }
}
