import TestKit

/// One of the signs that count days, as a cron expression has them.
enum RandomDay {
    case fromEnd(Int, letter: String)
    case workday(near: Int)
    case workdayNearFromEnd(Int)
    case nth(Int, weekday: Int, name: String)
    case last(weekday: Int, name: String)

    private static let names = ["sun", "Mon", "TUE", "wed", "thu", "fri", "sat", "7"]

    init(ofWeek: Bool, using random: inout SeededGenerator) {
        let choice = Int.random(in: 0..<4, using: &random)
        if ofWeek {
            let weekday = Int.random(in: 0...7, using: &random)
            let name = Bool.random(using: &random) ? "\(weekday)" : Self.names[weekday]
            self =
                choice == 0
                ? .last(weekday: weekday % 7, name: name)
                : .nth(Int.random(in: 1...5, using: &random), weekday: weekday % 7, name: name)
            return
        }
        let back = Bool.random(using: &random) ? 0 : Int.random(in: 0...30, using: &random)
        switch choice {
        case 0: self = .workday(near: Int.random(in: 1...31, using: &random))
        case 1: self = .workdayNearFromEnd(back)
        default: self = .fromEnd(back, letter: choice == 2 ? "L" : "l")
        }
    }

    var text: String {
        switch self {
        case .fromEnd(let back, let letter): back == 0 ? letter : "\(letter)-\(back)"
        case .workday(let day): "\(day)W"
        case .workdayNearFromEnd(let back): back == 0 ? "LW" : "L-\(back)W"
        case .nth(let nth, _, let name): "\(name)#\(nth)"
        case .last(_, let name): "\(name)L"
        }
    }

    var isOfWeek: Bool {
        switch self {
        case .fromEnd, .workday, .workdayNearFromEnd: false
        case .nth, .last: true
        }
    }

    /// Whether a day of a month of so many days is meant.
    func matches(day: Int, length: Int, weekday: Int) -> Bool {
        switch self {
        case .fromEnd(let back, _): length - day == back
        case .workday(let near): Self.isWorkday(day, nearTo: near, length, weekday)
        case .workdayNearFromEnd(let back):
            Self.isWorkday(day, nearTo: length - back, length, weekday)
        case .nth(let nth, let wanted, _): weekday == wanted && (day + 6) / 7 == nth
        case .last(let wanted, _): weekday == wanted && day + 7 > length
        }
    }

    /// Whether the day is the one from Monday to Friday that is nearest to the other.
    private static func isWorkday(_ day: Int, nearTo other: Int, _ length: Int, _ weekday: Int)
        -> Bool
    {
        guard (1...length).contains(other), (1...5).contains(weekday) else { return false }
        let otherWeekday = (weekday + other - day + 35) % 7
        return switch otherWeekday {
        case 6: day == (other == 1 ? 3 : other - 1)
        case 0: day == (other == length ? length - 2 : other + 1)
        default: day == other
        }
    }
}
