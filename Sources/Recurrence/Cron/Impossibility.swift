/// Whether a pattern can ever come, and if not, why.
struct Impossibility {
    private let pattern: WallPattern
    private let source: Source
    /// The words of the fields of days, months and years.
    private let words: [CronField: Range<Int>]

    init(_ pattern: WallPattern, source: Source, words: [Range<Int>]) {
        self.pattern = pattern
        self.source = source
        let fields = CronField.fields(ofWords: words.count) ?? []
        self.words = Dictionary(uniqueKeysWithValues: zip(fields, words))
    }

    /// The error to refuse the pattern with; nil when it comes at least once.
    var reason: ExpressionError? {
        if comes(pattern) { return nil }
        var dates = pattern
        dates.days.ofWeek = DayRule.all.ofWeek
        dates.days.either = false
        var anyYear = pattern
        anyYear.years = nil
        var anyYearDates = dates
        anyYearDates.years = nil
        if !pattern.days.either && !comes(anyYearDates) {
            return error("\(months) \(singular ? "has" : "have") no day \(days)", to: .month)
        }
        if !comes(anyYear) {
            return error(
                "\(quoted(.dayOfMonth)) and \(quoted(.dayOfWeek)) \(never)", to: .dayOfWeek)
        }
        if !pattern.days.either && !comes(dates) {
            let years = "the year field's \(quoted(.year))"
            return error(
                pattern.days.ofMonth == 1 << 29
                    ? "no year of \(years) has a 29 February"
                    : "\(months) \(singular ? "has" : "have") no day \(days) in \(years)",
                to: .year)
        }
        return error(
            "\(quoted(.dayOfMonth)) and \(quoted(.dayOfWeek)) "
                + "\(pattern.days.either ? "never fall" : never) in the year field's \(quoted(.year))",
            to: .year)
    }

    private let never = "never fall on one day"

    /// Whether some day of the years, or of the 400 after which the calendar repeats, matches.
    private func comes(_ pattern: WallPattern) -> Bool {
        var search = LocalSearch(pattern)
        let first = pattern.years?.first ?? Limits.years.lowerBound
        return search.first(from: Day.firstOfYear(Int64(first)) * Day.seconds) != nil
    }

    private var singular: Bool { pattern.months.nonzeroBitCount == 1 }

    private var months: String {
        let names = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December",
        ]
        let wanted = (1...12).filter { pattern.months & (1 << UInt64($0)) != 0 }
        return Self.list(wanted.map { names[$0 - 1] }, before: "and")
    }

    /// The days of the month as they may be written.
    private var days: String {
        func numbers(_ set: UInt64) -> [Int] { (0...31).filter { set & (1 << UInt64($0)) != 0 } }
        let days = pattern.days
        return Self.list(
            numbers(days.ofMonth).map(String.init)
                + numbers(days.nearestWorkday).map { "\($0)W" }
                + numbers(days.fromEnd).map { "L-\($0)" }
                + numbers(days.nearestWorkdayFromEnd).map { "L-\($0)W" }, before: "or")
    }

    private func quoted(_ field: CronField) -> String {
        words[field].map(source.quoted) ?? ""
    }

    private func error(_ reason: String, to last: CronField) -> ExpressionError {
        let first = words[.dayOfMonth] ?? 0..<source.bytes.count
        let end = words[last]?.upperBound ?? first.upperBound
        return source.error(
            "the expression never comes: \(reason)", at: first.lowerBound..<end, kind: .never)
    }

    private static func list(_ items: [String], before word: String) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " \(word) \(last)"
    }
}
