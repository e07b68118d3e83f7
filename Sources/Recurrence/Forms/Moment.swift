/// The one time of `at`: a date with or without a time of day, on the wall or with its offset from UTC.
struct Moment {
    private let source: Source
    private let whole: Range<Int>
    /// Where the next byte is read.
    private var index: Int

    /// Reads `at 2026-12-24`, `at 2026-12-24T18:00`, `at 2026-12-24 18:00:30` and `…T18:00+01:00`.
    static func parse(
        _ source: Source, words: [Range<Int>]
    ) throws(ExpressionError) -> Expression.Form {
        guard words.count > 1 else {
            throw source.error(
                "at needs a date after it: \(form)", hint: "write for example at \(example)",
                at: words[0])
        }
        guard words.count <= 3 else {
            throw source.error(
                "the time of at is a date and a time of day, but "
                    + "\(source.quoted(words[3])) follows them",
                hint: "name the zone beside the expression",
                at: words[3].lowerBound..<words[words.count - 1].upperBound)
        }
        var moment = Moment(
            source: source,
            whole: words[1].lowerBound..<words[words.count - 1].upperBound,
            index: words[1].lowerBound)
        return try moment.read(timeOfDay: words.count == 3 ? words[2].lowerBound : nil)
    }

    private static let example = "2026-12-24T18:00"
    private static let form = "a date and a time of day, such as \(example)"

    private mutating func read(timeOfDay: Int?) throws(ExpressionError) -> Expression.Form {
        let year = try number(4, "year", in: Limits.years)
        try skip("-")
        let month = try number(2, "month", in: 1...12)
        try skip("-")
        let length = Day.length(ofMonth: month, leap: Day.isLeap(Int64(year)))
        let start = index
        let day = try number(2, "day", in: 1...31)
        guard day <= length else {
            throw source.error(
                "the expression never comes: \(year)-\(month < 10 ? "0" : "")\(month) "
                    + "has \(length) days", at: start..<index, kind: .never)
        }
        var hour = 0
        var minute = 0
        var second = 0
        var offset: Int64?
        if let timeOfDay {
            guard Source.isBlank(byte ?? 0) else { throw malformed() }
            index = timeOfDay
        } else if byte.map({ $0 | 0x20 }) == UInt8(ascii: "t") {
            index += 1
        }
        if index < whole.upperBound {
            hour = try number(2, "hour", in: 0...23)
            try skip(":")
            minute = try number(2, "minute", in: 0...59)
            if byte == UInt8(ascii: ":") {
                index += 1
                second = try number(2, "second", in: 0...59)
            }
            offset = try readOffset()
        }
        guard index == whole.upperBound else { throw malformed() }
        let date = Day(year: Int64(year), month: month, day: day)
        if let offset {
            let time = Int64(hour * 3_600 + minute * 60 + second)
            return .instant(date.number * Day.seconds + time - offset)
        }
        return .wall(
            WallPattern(
                seconds: 1 << UInt64(second), minutes: 1 << UInt64(minute),
                hours: 1 << UInt64(hour),
                days: DayRule(ofMonth: 1 << UInt64(day), ofWeek: DayRule.all.ofWeek, either: false),
                months: 1 << UInt64(month), years: [year], followsElapsedTime: false))
    }

    /// `Z` or `+01:00`, in seconds east of UTC; nil when there is nothing.
    private mutating func readOffset() throws(ExpressionError) -> Int64? {
        guard let sign = byte, !Source.isBlank(sign) else { return nil }
        index += 1
        if sign | 0x20 == UInt8(ascii: "z") { return 0 }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { throw malformed() }
        let hours = try number(2, "hour of the offset", in: 0...23)
        try skip(":")
        let minutes = try number(2, "minute of the offset", in: 0...59)
        let seconds = Int64(hours * 3_600 + minutes * 60)
        return sign == UInt8(ascii: "-") ? -seconds : seconds
    }

    private var byte: UInt8? { index < whole.upperBound ? source.bytes[index] : nil }

    private mutating func skip(_ sign: Unicode.Scalar) throws(ExpressionError) {
        guard byte == UInt8(ascii: sign) else { throw malformed() }
        index += 1
    }

    private mutating func number(
        _ digits: Int, _ name: String, in allowed: ClosedRange<Int>
    ) throws(ExpressionError) -> Int {
        let range = index..<index + digits
        guard range.upperBound <= whole.upperBound, let number = source.number(range) else {
            throw malformed()
        }
        guard allowed.contains(number) else {
            throw source.error(
                "the time of at has the \(name) \(source.string(range)), "
                    + "which is outside \(allowed.lowerBound)-\(allowed.upperBound)",
                hint: name == "hour" && number == 24 ? "write 00:00 of the next day" : nil,
                at: range)
        }
        index = range.upperBound
        return number
    }

    private func malformed() -> ExpressionError {
        source.error(
            "the time of at is \(source.quoted(whole)), which is not \(Self.form)",
            hint: "months, days, hours and minutes have two digits", at: whole)
    }
}
