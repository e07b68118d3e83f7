/// One of the parts of a calendar expression's date and time: its name and its values.
enum CalendarPart {
    case year, month, day
    /// Counted back from the last day of the month, which is 1.
    case dayFromEnd
    case hour, minute, second

    var name: String {
        switch self {
        case .year: "year"
        case .month: "month"
        case .day: "day"
        case .dayFromEnd: "day after ~"
        case .hour: "hour"
        case .minute: "minute"
        case .second: "second"
        }
    }

    /// The values as systemd 252 has them.
    var values: ClosedRange<Int> {
        switch self {
        case .year: 1970...2199
        case .month: 1...12
        case .day: 1...31
        // Every month has these.
        case .dayFromEnd: 1...28
        case .hour: 0...23
        case .minute, .second: 0...59
        }
    }

    /// The values in words, for an error message.
    var allowed: String {
        let range = "\(values.lowerBound)..\(values.upperBound)"
        return self == .year ? "\(range), or two digits for 1970..2069" : range
    }

    /// The value that a written number stands for: years may have two digits.
    func value(of number: Int) -> Int {
        guard self == .year else { return number }
        return switch number {
        case ..<70: number + 2000
        case ..<100: number + 1900
        default: number
        }
    }
}
