import TestKit

/// A random cron expression whose values are known from how it was made, not from parsing it.
struct RandomCron {
    /// What an expression may have beyond the five fields of a crontab.
    struct Extras: OptionSet, Sendable {
        let rawValue: Int
        static let seconds = Extras(rawValue: 1)
        static let years = Extras(rawValue: 2)
        /// `L`, `L-3`, `15W`, `LW`, `5L`, `mon#1`, `?` and `+`.
        static let signs = Extras(rawValue: 4)
        static let all: Extras = [.seconds, .years, .signs]
    }

    let text: String
    let words: [String]
    /// Seconds, minutes, hours, plain days of the month, months, plain days of the week (0 to 6), years.
    let values: [Set<Int>]
    let days: [RandomDay]
    /// It has a range of names that goes round, such as `fri-mon`.
    let goesRound: Bool

    var followsElapsedTime: Bool { words[1].hasPrefix("*") || words[2].hasPrefix("*") }
    var eitherDay: Bool {
        !"*?+".contains(words[3].prefix(1)) && !"*?+".contains(words[5].prefix(1))
    }
    var hasSeconds: Bool { text.split(separator: " ").count > 5 }
    var hasYears: Bool { text.split(separator: " ").count > 6 }

    /// It has a single day of the week with a step, such as `1/2`.
    var opensWeek: Bool {
        words[5].split(separator: ",").contains {
            $0.contains("/") && !$0.contains("-") && !$0.contains("*")
        }
    }

    /// Whether a time on the wall matches: the date, and the seconds after its midnight.
    func matches(year: Int, month: Int, day: Int, length: Int, weekday: Int, time: Int) -> Bool {
        guard values[0].contains(time % 60), values[1].contains(time % 3_600 / 60),
            values[2].contains(time / 3_600), values[4].contains(month),
            !hasYears || words[6] == "*" || values[6].contains(year)
        else { return false }
        func counted(_ kind: (RandomDay) -> Bool) -> Bool {
            days.contains { kind($0) && $0.matches(day: day, length: length, weekday: weekday) }
        }
        let byDate = values[3].contains(day) || counted { !$0.isOfWeek }
        let byWeek = values[5].contains(weekday) || counted { $0.isOfWeek }
        return eitherDay ? byDate || byWeek : byDate && byWeek
    }

    private static let lows = [0, 0, 0, 1, 1, 0, 1970]
    private static let highs = [59, 59, 23, 31, 12, 7, 2199]
    /// How many of a hundred begin with a star.
    private static let stars = [10, 30, 35, 50, 70, 50, 30]
    private static let names = [
        [], [], [], [],
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        ["sun", "mon", "tue", "wed", "thu", "fri", "sat"], [],
    ]

    init(_ extras: Extras = [], using random: inout SeededGenerator) {
        let hasYears = extras.contains(.years) && Bool.random(using: &random)
        let hasSeconds = hasYears || extras.contains(.seconds) && Bool.random(using: &random)
        var words: [String] = []
        var values: [Set<Int>] = []
        var days: [RandomDay] = []
        var goesRound = false
        for field in 0..<7 {
            if field == 0 && !hasSeconds || field == 6 && !hasYears {
                words.append(field == 0 ? "0" : "*")
                values.append(field == 0 ? [0] : [])
                continue
            }
            var word: [String] = []
            var set: Set<Int> = []
            let mark = extras.contains(.signs) && (field == 3 || field == 5)
            let items =
                Int.random(in: 0..<100, using: &random) < Self.stars[field]
                ? 0 : [1, 1, 1, 2, 3].randomElement(using: &random) ?? 1
            if items == 0 {
                let step = Bool.random(using: &random) ? 1 : Int.random(in: 1...13, using: &random)
                let star = mark && step == 1 && Bool.random(using: &random) ? "?" : "*"
                word.append(step == 1 ? star : "*/\(step)")
                set.formUnion(stride(from: Self.lows[field], through: Self.highs[field], by: step))
            }
            for _ in 0..<items {
                if mark && Int.random(in: 0..<2, using: &random) == 0 {
                    let day = RandomDay(ofWeek: field == 5, using: &random)
                    word.append(day.text)
                    days.append(day)
                    continue
                }
                let (text, values, round) = Self.item(field, using: &random)
                word.append(text)
                set.formUnion(values)
                goesRound = goesRound || round
            }
            let plus = mark && items > 0 && Int.random(in: 0..<6, using: &random) == 0
            words.append((plus ? "+" : "") + word.joined(separator: ","))
            values.append(field == 5 ? Set(set.map { $0 % 7 }) : set)
        }
        text = words[(hasSeconds ? 0 : 1)...(hasYears ? 6 : 5)].joined(separator: " ")
        self.words = words
        self.values = values
        self.days = days
        self.goesRound = goesRound
    }

    /// A value, a range, or one of them with a step.
    private static func item(
        _ field: Int, using random: inout SeededGenerator
    ) -> (text: String, values: [Int], goesRound: Bool) {
        let low = lows[field]
        let high = highs[field]
        let names = names[field]
        if !names.isEmpty && Int.random(in: 0..<3, using: &random) == 0 {
            let first = Int.random(in: 0..<names.count, using: &random)
            let last = Int.random(in: 0..<names.count, using: &random)
            let name = Bool.random(using: &random) ? names[first] : names[first].uppercased()
            if first == last { return (name, [first + low], false) }
            let length = (last - first + names.count) % names.count
            return (
                "\(name)-\(names[last])",
                (0...length).map { (first + $0) % names.count + low }, last < first
            )
        }
        let first = Int.random(in: low...high, using: &random)
        let step = Int.random(in: 1...13, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0 where first < high:
            let last = Int.random(in: first + 1...high, using: &random)
            return ("\(first)-\(last)", Array(first...last), false)
        case 1 where first < high:
            let last = Int.random(in: first + 1...high, using: &random)
            let values = Array(stride(from: first, through: last, by: step))
            return ("\(first)-\(last)/\(step)", values, false)
        case 2:
            let values = Array(stride(from: first, through: high, by: step))
            return ("\(first)/\(step)", values, false)
        default:
            return ("\(first)", [first], false)
        }
    }
}
