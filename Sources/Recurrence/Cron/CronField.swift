/// One of the fields of a cron expression: its name, its values and their names.
enum CronField: Int, CaseIterable {
    case second, minute, hour, dayOfMonth, month, dayOfWeek, year

    /// The fields of an expression of five, six or seven words, in order.
    static func fields(ofWords count: Int) -> ArraySlice<CronField>? {
        switch count {
        case 5: allCases[1...5]
        case 6: allCases[0...5]
        case 7: allCases[0...6]
        default: nil
        }
    }

    var name: String {
        switch self {
        case .second: "second"
        case .minute: "minute"
        case .hour: "hour"
        case .dayOfMonth: "day-of-month"
        case .month: "month"
        case .dayOfWeek: "day-of-week"
        case .year: "year"
        }
    }

    var values: ClosedRange<Int> {
        switch self {
        case .second, .minute: 0...59
        case .hour: 0...23
        case .dayOfMonth: 1...31
        case .month: 1...12
        case .dayOfWeek: 0...7
        case .year: Limits.years
        }
    }

    /// The values that `H` alone is drawn from: those that come in every month, each once.
    var drawn: ClosedRange<Int> {
        switch self {
        case .dayOfMonth: 1...28
        case .dayOfWeek: 0...6
        default: values
        }
    }

    var isDay: Bool { self == .dayOfMonth || self == .dayOfWeek }

    /// How many values there are before they begin again: 7 is Sunday, as 0 is.
    var cycle: Int {
        self == .dayOfWeek ? 7 : values.count
    }

    /// The names of the values from the first one on, in lower case.
    var names: [String] {
        switch self {
        case .month:
            [
                "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
            ]
        case .dayOfWeek: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
        default: []
        }
    }

    /// The values in words, for an error message.
    var allowed: String {
        switch self {
        case .month: "1-12 or jan-dec"
        case .dayOfWeek: "0-7 (0 and 7 are Sunday) or sun-sat"
        default: "\(values.lowerBound)-\(values.upperBound)"
        }
    }

    /// The value that a name stands for, whatever its case.
    func value(named name: String) -> Int? {
        names.firstIndex(of: name.lowercased()).map { $0 + values.lowerBound }
    }

    /// The short name that a longer word begins with, such as `jan` for `january`.
    func shortName(of word: String) -> String? {
        names.first { word.lowercased().hasPrefix($0) }
    }
}
