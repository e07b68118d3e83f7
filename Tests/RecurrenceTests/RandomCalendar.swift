import TestKit

/// Random calendar expressions, well formed as systemd.time(7) has them.
enum RandomCalendar {
    private static let weekdays = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
    private static let shorthands = [
        "minutely", "hourly", "daily", "weekly", "monthly", "quarterly", "semiannually", "yearly",
        "annually", "semi-annually", "Daily", "biannually", "bi-annually", "anually",
    ]

    /// - Parameter zone: the last word, where the expression is to have one.
    static func text(zone: String?, using random: inout SeededGenerator) -> String {
        var words: [String] = []
        if Int.random(in: 0..<20, using: &random) == 0 {
            words.append(shorthands.randomElement(using: &random) ?? "daily")
        } else {
            let kinds = Int.random(in: 1..<8, using: &random)
            if kinds & 1 != 0 { words.append(week(using: &random)) }
            if kinds & 2 != 0 { words.append(date(using: &random)) }
            if kinds & 4 != 0 { words.append(time(using: &random)) }
        }
        return (words + (zone.map { [$0] } ?? [])).joined(separator: " ")
    }

    private static func week(using random: inout SeededGenerator) -> String {
        var items: [String] = []
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let first = Int.random(in: 0...6, using: &random)
            let last = Int.random(in: first...6, using: &random)
            let sign = Int.random(in: 0..<8, using: &random) == 0 ? "-" : ".."
            items.append(
                Bool.random(using: &random)
                    ? name(first, using: &random)
                    : name(first, using: &random) + sign + name(last, using: &random))
        }
        if Int.random(in: 0..<20, using: &random) == 0 { items.append("") }
        return items.joined(separator: ",")
    }

    private static func name(_ day: Int, using random: inout SeededGenerator) -> String {
        let name = weekdays[day]
        return switch Int.random(in: 0..<4, using: &random) {
        case 0: name
        case 1: name.prefix(3).lowercased()
        default: String(name.prefix(3))
        }
    }

    private static func date(using random: inout SeededGenerator) -> String {
        let countsBack = Int.random(in: 0..<4, using: &random) == 0
        var text = ""
        switch Int.random(in: 0..<6, using: &random) {
        case 0: text = list(1970...2199, stars: 20, using: &random) + "-"
        case 1: text = list(2020...2060, stars: 0, isYear: true, using: &random) + "-"
        case 2: text = "\(Int.random(in: 0...99, using: &random))-"
        case 3: break
        default: text = "*-"
        }
        text += list(1...12, stars: 60, using: &random)
        text += countsBack ? "~" : "-"
        return text
            + (countsBack
                ? list(1...28, stars: 10, countsBack: true, using: &random)
                : list(1...31, stars: 50, using: &random))
    }

    private static func time(using random: inout SeededGenerator) -> String {
        var parts = [
            list(0...23, stars: 40, using: &random), list(0...59, stars: 30, using: &random),
        ]
        if Bool.random(using: &random) { parts.append(list(0...59, stars: 20, using: &random)) }
        return parts.joined(separator: ":")
    }

    /// `*`, or values, ranges and steps in a list.
    private static func list(
        _ values: ClosedRange<Int>, stars percent: Int, countsBack: Bool = false,
        isYear: Bool = false, using random: inout SeededGenerator
    ) -> String {
        if Int.random(in: 0..<100, using: &random) < percent { return "*" }
        let isPadded = Bool.random(using: &random)
        func text(_ number: Int) -> String { isPadded && number < 10 ? "0\(number)" : "\(number)" }
        let low = values.lowerBound
        let high = values.upperBound
        var items: [String] = []
        for _ in 0..<([1, 1, 1, 2, 3].randomElement(using: &random) ?? 1) {
            let first = Int.random(in: values, using: &random)
            let last = Int.random(in: first...high, using: &random)
            let step = Int.random(in: 1...13, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: items.append("\(text(first))..\(text(last))")
            case 1: items.append("\(text(first))..\(text(last))/\(step)")
            case 2 where countsBack ? first - step >= low : first + step <= high && !isYear:
                items.append("\(text(first))/\(step)")
            default: items.append(text(first))
            }
        }
        return items.joined(separator: ",")
    }

    /// Digits often, because they leave it well formed more than others do.
    private static let letters = Array("012345678901234567890123456789*-~.:/,, MTonUC")

    /// The text with a few characters changed, left out or put in, its words again apart by one blank.
    static func damaged(_ text: String, using random: inout SeededGenerator) -> String {
        var text = Array(text)
        for _ in 0..<([1, 1, 1, 2].randomElement(using: &random) ?? 1) {
            let place = Int.random(in: 0..<max(text.count, 1), using: &random)
            let letter = letters.randomElement(using: &random) ?? "0"
            switch Int.random(in: 0..<3, using: &random) {
            case 0 where !text.isEmpty: text[place] = letter
            case 1 where !text.isEmpty: text.remove(at: place)
            default: text.insert(letter, at: place)
            }
        }
        return String(text).split(separator: " ").joined(separator: " ")
    }
}
