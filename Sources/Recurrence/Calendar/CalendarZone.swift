/// The time zone that a calendar expression ends with.
///
/// Only the name's form is judged here; whoever holds the system's zones knows whether there is one.
enum CalendarZone {
    /// Whether the last word is one: it begins with a letter, and is no weekday and no shorthand.
    static func isMeant(_ source: Source, _ word: Range<Int>) -> Bool {
        Source.isLetter(source.bytes[word.lowerBound])
            && !source.bytes[word].contains(UInt8(ascii: ":"))
            && !(CalendarWeekdays.isMeant(source, word)
                && (try? CalendarWeekdays.parse(source, word)) != nil)
            && CalendarShorthand(source.string(word)) == nil
    }

    /// The name as IANA has it, in letters, digits, `+`, `-`, `_` and `/`; `utc` becomes `UTC`.
    static func parse(_ source: Source, _ word: Range<Int>) throws(ExpressionError) -> String {
        let pieces = source.split(word) { $0 == UInt8(ascii: "/") }
        let isName = pieces.allSatisfy { piece in
            source.bytes[piece].first.map(Source.isLetter) == true
                && source.bytes[piece].allSatisfy {
                    Source.isLetter($0) || Source.isDigit($0) || "+-_".utf8.contains($0)
                }
        }
        guard isName else {
            throw source.error(
                "the last word \(source.quoted(word)) is not a time zone",
                hint: "a zone is UTC or a name such as Europe/Berlin", at: word)
        }
        let name = source.string(word)
        return name.lowercased() == "utc" ? "UTC" : name
    }
}
