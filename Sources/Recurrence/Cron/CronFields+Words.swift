/// What is wrong with the words themselves, before any of them is read as a field.
extension CronFields {
    static func refuseZone(_ source: Source, _ words: [Range<Int>]) throws(ExpressionError) {
        let name = source.string(words[0]).prefix { $0 != "=" }
        guard name.count < words[0].count, ["TZ", "CRON_TZ"].contains(name) else { return }
        throw source.error(
            "the expression begins with \(source.quoted(words[0])), and a zone is not part of it",
            hint: "name the zone beside the expression", at: words[0])
    }

    static func countError(_ source: Source, _ words: [Range<Int>]) -> ExpressionError {
        let all = words[0].lowerBound..<words[words.count - 1].upperBound
        let names = CronField.allCases[1...5].map(\.name).joined(separator: ", ")
        let wanted = "cron wants five: \(names)"
        if words.count < 5 {
            let looksLikeCron = source.bytes[all].allSatisfy {
                !Source.isLetter($0) && $0 != UInt8(ascii: ":")
            }
            let filled = words.map(source.string) + Array(repeating: "*", count: 5 - words.count)
            return source.error(
                "the expression has \(count(words)), and \(wanted)",
                hint: looksLikeCron
                    ? "write * for a field that may be anything, as in \(filled.joined(separator: " "))"
                    : "other forms are a keyword such as @daily, every or after with an interval, "
                        + "and at with a time",
                at: all)
        }
        return source.error(
            "the expression has \(count(words)), and \(wanted), "
                + "or six with the second first, or seven with the year last",
            hint: "leave the command out", at: words[5].lowerBound..<all.upperBound)
    }

    /// The error of five good fields with one or two more words that are none.
    static func commandError(_ source: Source, _ words: [Range<Int>]) -> ExpressionError? {
        guard words.count > 5, let first = try? Source(source.string(0..<words[4].upperBound)),
            (try? parse(first, words: Array(words.prefix(5)), seed: 0)) != nil
        else { return nil }
        let rest = words[5].lowerBound..<words[words.count - 1].upperBound
        let text = source.string(words[5])
        if words.count == 6, source.number(words[5]).map(Limits.years.contains) == true {
            return source.error(
                "the expression has the year \(text) as its sixth field, "
                    + "and of six fields the first is the second", hint: "write 0 before it",
                at: words[5])
        }
        // A day of the week is a word too, and what is wrong with it has been said better.
        let isWord = text.utf8.contains { Source.isLetter($0) || "~$\"'".utf8.contains($0) }
        let isDay = CronField.dayOfWeek.shortName(of: text) != nil || text.count < 3
        guard isWord && !isDay else { return nil }
        return source.error(
            "the expression has \(source.quoted(rest)) after its five fields, "
                + "and a command is not part of it", hint: "leave the command out", at: rest)
    }

    private static func count(_ words: [Range<Int>]) -> String {
        words.count == 1 ? "one field" : "\(words.count) fields"
    }
}
