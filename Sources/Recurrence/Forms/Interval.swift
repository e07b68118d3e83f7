/// A fixed length of elapsed time, whose multiples are counted from 1970-01-01 00:00 UTC.
///
/// It knows no zone and no calendar: a day is 24 hours, whatever the clocks on the wall do.
struct Interval: Sendable, Hashable {
    let seconds: Int64

    func next(after instant: Int64) -> Int64 {
        (instant.flooredQuotient(seconds) + 1) * seconds
    }
}

extension Interval {
    private static let units: [(letter: Character, seconds: Int64)] = [
        ("w", 604_800), ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1),
    ]

    /// Reads the words after `every` or `after`.
    static func parse(_ source: Source, words: [Range<Int>]) throws(ExpressionError) -> Interval {
        let verb = source.string(words[0]).lowercased()
        let form = "a number and a unit (w, d, h, m, s), such as 15m or 1h30m"
        guard words.count > 1 else {
            throw source.error(
                "\(verb) needs an interval after it: \(form)",
                hint: "write for example \(verb) 15m",
                at: words[0])
        }
        let range = words[1]
        guard words.count == 2 else {
            let rest = range.lowerBound..<words[words.count - 1].upperBound
            let joined = words.dropFirst().map(source.string).joined()
            throw source.error(
                "the interval of \(verb) is one word, but here is \(source.quoted(rest))",
                hint: "write \(verb) \(joined)", at: rest)
        }
        var total: Int64 = 0
        var smallest = 0
        var index = range.lowerBound
        while index < range.upperBound {
            let digits = source.bytes[index..<range.upperBound].prefix(while: Source.isDigit)
            let letters = source.bytes[digits.endIndex..<range.upperBound]
                .prefix { !Source.isDigit($0) }
            let piece = index..<letters.endIndex
            guard let count = source.number(digits.startIndex..<digits.endIndex) else {
                throw source.error(
                    "the interval \(source.quoted(range)) has no number before "
                        + "\(source.quoted(piece)); it is \(form)", at: piece)
            }
            let unit = source.string(letters.startIndex..<letters.endIndex)
            guard let place = units.firstIndex(where: { String($0.letter) == unit }) else {
                throw source.error(
                    unit.isEmpty
                        ? "the interval \(source.quoted(range)) has no unit after \(count); it is \(form)"
                        : "the interval \(source.quoted(range)) has the unit "
                            + "\(source.quoted(letters.startIndex..<letters.endIndex)); it is \(form)",
                    hint: suggestion(count, unit), at: piece)
            }
            guard place >= smallest else {
                throw source.error(
                    "the interval \(source.quoted(range)) has \(source.quoted(piece)) out of place: "
                        + "larger units come first, each once", hint: "as in 1w2d3h4m5s", at: piece)
            }
            smallest = place + 1
            // Both factors are bounded, and so is the sum of five of them.
            total += Int64(count) * units[place].seconds
            index = letters.endIndex
        }
        guard Limits.intervalSeconds.contains(total) else {
            throw source.error(
                "the interval \(source.quoted(range)) is outside 1s to "
                    + "\(Limits.intervalSeconds.upperBound / Day.seconds)d",
                at: range)
        }
        return Interval(seconds: total)
    }

    /// The unit that the text begins with, where it is a longer word or has capitals.
    private static func suggestion(_ count: Int, _ unit: String) -> String? {
        if unit.isEmpty { return "write \(count)m for minutes" }
        // A fraction has its own way: the next smaller unit.
        guard unit.utf8.allSatisfy(Source.isLetter), let letter = unit.lowercased().first,
            units.contains(where: { $0.letter == letter }), unit.lowercased() != "ms",
            !unit.lowercased().hasPrefix("mo")
        else { return nil }
        return "write \(count)\(letter)"
    }
}
