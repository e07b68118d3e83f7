/// The date of a calendar expression, `year-month-day` or `month-day`; `~` instead of the last `-`
/// counts the days back from the end of the month.
struct CalendarDate {
    /// Nil is every year.
    var years: [Int]?
    var months = WallPattern.bits(1...12)
    var days = DayRule.all

    static func parse(
        _ source: Source, _ word: Range<Int>
    ) throws(ExpressionError) -> CalendarDate {
        let pieces = source.split(word) { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "~") }
        guard (2...3).contains(pieces.count) else {
            throw source.error(
                "the date \(source.quoted(word)) has \(pieces.count) parts; "
                    + "it is year-month-day or month-day",
                hint: "a range has two dots, as in 1..5", at: word)
        }
        let day = pieces[pieces.count - 1]
        let separators = pieces.dropLast().map { source.bytes[$0.upperBound] }
        let countsBack = separators.last == UInt8(ascii: "~")
        guard separators.count == 1 || separators[0] == UInt8(ascii: "-") else {
            throw source.error(
                "the date \(source.quoted(word)) has a ~ after the year; "
                    + "it stands before the day, as in *-*~01",
                at: pieces[0].upperBound..<pieces[0].upperBound + 1)
        }
        var date = CalendarDate()
        if pieces.count == 3 {
            date.years = try values(.year, source, pieces[0])
        }
        if let months = try values(.month, source, pieces[pieces.count - 2]) {
            date.months = WallPattern.bits(of: months)
        }
        if let days = try values(countsBack ? .dayFromEnd : .day, source, day) {
            date.days.ofMonth = countsBack ? 0 : WallPattern.bits(of: days)
            date.days.fromEnd = countsBack ? WallPattern.bits(of: days.map { $0 - 1 }) : 0
        }
        return date
    }

    private static func values(
        _ part: CalendarPart, _ source: Source, _ range: Range<Int>
    ) throws(ExpressionError) -> [Int]? {
        try CalendarPartParser(part: part, source: source, range: range).parse()
    }
}
