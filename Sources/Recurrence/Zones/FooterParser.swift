/// Reads the TZ string of POSIX that a TZif file ends with; nil is the answer to whatever is not one.
struct FooterParser {
    private var rest: ArraySlice<UInt8>

    /// What POSIX says for a text that does not: daylight time is an hour ahead, changes are at two.
    private static let usualAdvance: Int64 = 3_600
    private static let usualTime: Int64 = 7_200

    init(_ text: ArraySlice<UInt8>) {
        rest = text
    }

    mutating func parse() -> FooterRule? {
        guard skipName(), let standard = offset() else { return nil }
        if rest.isEmpty { return FooterRule(standard: standard, daylight: nil) }
        guard skipName() else { return nil }
        var ahead = standard + FooterParser.usualAdvance
        if rest.first != UInt8(ascii: ",") {
            guard let written = offset() else { return nil }
            ahead = written
        }
        guard take(","), let starts = moment(), take(","), let ends = moment(), rest.isEmpty else {
            return nil
        }
        return FooterRule(
            standard: standard,
            daylight: FooterRule.Daylight(offset: ahead, starts: starts, ends: ends))
    }

    /// Seconds east of UTC; the text has them west of it.
    private mutating func offset() -> Int64? {
        time(hours: Limits.footerOffsetHours).map { -$0 }
    }

    /// An abbreviation: letters, or anything between angle brackets.
    private mutating func skipName() -> Bool {
        if take("<") {
            guard let end = rest.firstIndex(of: UInt8(ascii: ">")), end > rest.startIndex else {
                return false
            }
            rest = rest[(end + 1)...]
            return true
        }
        let letters = rest.prefix(while: Source.isLetter)
        rest = rest[letters.endIndex...]
        return letters.count >= 3
    }

    /// `hh[:mm[:ss]]` with a sign before it or not, in seconds.
    private mutating func time(hours: ClosedRange<Int64>) -> Int64? {
        let negative = take("-")
        if !negative { _ = take("+") }
        guard let hour = number(), hours.contains(hour) else { return nil }
        var seconds = hour * 3_600
        for unit: Int64 in [60, 1] {
            guard take(":") else { break }
            guard let count = number(), (0...59).contains(count) else { return nil }
            seconds += count * unit
        }
        return negative ? -seconds : seconds
    }

    /// `Mm.w.d`, `Jn` or `n`, and `/time` when it is not at two.
    private mutating func moment() -> YearMoment? {
        guard let date = date() else { return nil }
        guard take("/") else { return YearMoment(date: date, time: FooterParser.usualTime) }
        guard let time = time(hours: Limits.footerHours) else { return nil }
        return YearMoment(date: date, time: time)
    }

    private mutating func date() -> YearMoment.Date? {
        if take("M") {
            guard let month = number(), (1...12).contains(month), take("."),
                let week = number(), (1...5).contains(week), take("."),
                let day = number(), (0...6).contains(day)
            else { return nil }
            return .weekday(month: Int(month), week: Int(week), day: Int(day))
        }
        if take("J") {
            guard let day = number(), (1...365).contains(day) else { return nil }
            return .commonDay(Int(day))
        }
        guard let day = number(), (0...365).contains(day) else { return nil }
        return .day(Int(day))
    }

    private mutating func number() -> Int64? {
        let digits = rest.prefix(while: Source.isDigit)
        guard (1...3).contains(digits.count) else { return nil }
        rest = rest[digits.endIndex...]
        return digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }
}
