/// The days of the week that a calendar expression begins with.
enum CalendarWeekdays {
    /// In lower case, Sunday first; three letters or the whole name are taken.
    private static let names = [
        "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    ]
    private static let form =
        "weekdays are Mon to Sun or Monday to Sunday, as in Mon..Fri or Sat,Sun"

    /// Whether a word begins like the name of a day, and so is either a list of them or a mistake in one.
    static func isMeant(_ source: Source, _ word: Range<Int>) -> Bool {
        let start = source.string(word.lowerBound..<min(word.lowerBound + 3, word.upperBound))
            .lowercased()
        return start.count == 3 && names.contains { $0.hasPrefix(start) }
    }

    /// Bit n is set for the day n, Sunday being 0. A range may go round, such as `Sat..Mon`.
    static func parse(_ source: Source, _ word: Range<Int>) throws(ExpressionError) -> UInt64 {
        var items = source.split(word) { $0 == UInt8(ascii: ",") }
        if items.count > 1, items[items.count - 1].isEmpty { items.removeLast() }
        var days: UInt64 = 0
        for item in items {
            let ends = bounds(source, item)
            guard ends.count <= 2, ends.allSatisfy({ !$0.isEmpty }) else {
                throw source.error(
                    "the weekdays have \(source.quoted(item.isEmpty ? word : item)), which is not "
                        + "a day or a range of two; \(form)",
                    at: item.isEmpty ? word : item)
            }
            let first = try day(source, ends[0])
            let last = ends.count == 2 ? try day(source, ends[1]) : first
            for step in 0...(last - first + 7) % 7 { days |= 1 << UInt64((first + step) % 7) }
        }
        return days
    }

    /// The ends of a range, which `..` separates, or the `-` of old.
    private static func bounds(_ source: Source, _ item: Range<Int>) -> [Range<Int>] {
        let dot = UInt8(ascii: ".")
        var pieces: [Range<Int>] = []
        var start = item.lowerBound
        var index = start
        while index < item.upperBound {
            let isRange = source.bytes[index...].prefix(2).elementsEqual([dot, dot])
            if isRange || source.bytes[index] == UInt8(ascii: "-") {
                pieces.append(start..<index)
                index += isRange ? 2 : 1
                start = index
            } else {
                index += 1
            }
        }
        return pieces + [min(start, item.upperBound)..<item.upperBound]
    }

    private static func day(_ source: Source, _ name: Range<Int>) throws(ExpressionError) -> Int {
        let word = source.string(name).lowercased()
        if let day = names.firstIndex(where: { $0 == word || $0.prefix(3) == word }) { return day }
        let meant = names.first { $0.prefix(3) == word.prefix(3) }
        throw source.error(
            "the weekdays have \(source.quoted(name)), which is not a day of the week; \(form)",
            hint: meant.map { "write \($0.prefix(1).uppercased())\($0.dropFirst().prefix(2))" },
            at: name)
    }
}
