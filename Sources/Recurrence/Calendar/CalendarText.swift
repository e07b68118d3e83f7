/// Calendar expressions as systemd.time(7) has them: weekdays, a date, a time and a zone, none of which
/// has to be there, or a shorthand and a zone.
enum CalendarText {
    private static let form =
        "a calendar expression is weekdays, date, time, zone, in this order, "
        + "as in Mon..Fri *-*-* 08:00 Europe/Berlin"

    /// Whether the words, rather than those of any other form, look like a calendar expression.
    static func isMeant(_ source: Source, words: [Range<Int>]) -> Bool {
        guard (1...4).contains(words.count) else { return false }
        if CalendarShorthand(source.string(words[0])) != nil { return true }
        if CalendarWeekdays.isMeant(source, words[0]) { return true }
        let signs = words.contains { word in
            source.bytes[word].contains { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "~") }
                || source.string(word).contains("..")
        }
        // A range of minutes has the sign of a date, so few other words may stand with it.
        return signs || words.count <= 2 && isDate(source, words[0])
            || source.string(words[0]).contains("*-*")
    }

    static func parse(
        _ source: Source, words: [Range<Int>]
    ) throws(ExpressionError) -> (pattern: WallPattern, zoneName: String?) {
        var rest = words[...]
        var zoneName: String?
        if rest.count > 1, let last = rest.last, CalendarZone.isMeant(source, last) {
            zoneName = try CalendarZone.parse(source, last)
            rest.removeLast()
        }
        if let first = rest.first, let shorthand = CalendarShorthand(source.string(first)) {
            guard rest.count == 1 else { throw followed(source, shorthand, rest.dropFirst()) }
            let expanded = try Source(shorthand.expanded)
            return (try parts(expanded, expanded.words[...]), zoneName)
        }
        return (try parts(source, rest), zoneName)
    }

    private static func parts(
        _ source: Source, _ words: ArraySlice<Range<Int>>
    ) throws(ExpressionError) -> WallPattern {
        var rest = words
        var date = CalendarDate()
        var time = CalendarTime()
        var dayWords: [Range<Int>] = []
        var weekdays = date.days.ofWeek
        if let word = rest.first, CalendarWeekdays.isMeant(source, word) {
            weekdays = try CalendarWeekdays.parse(source, word)
            dayWords.append(rest.removeFirst())
        }
        if let word = rest.first, isDate(source, word) {
            date = try CalendarDate.parse(source, word)
            dayWords.append(rest.removeFirst())
        }
        date.days.ofWeek = weekdays
        if let word = rest.first, isTime(source, word) {
            time = try CalendarTime.parse(source, word)
            rest.removeFirst()
        }
        if let word = rest.first { throw unexpected(source, word) }
        let pattern = WallPattern(
            seconds: time.seconds, minutes: time.minutes, hours: time.hours, days: date.days,
            months: date.months, years: date.years, followsElapsedTime: time.followsElapsedTime)
        if let first = dayWords.first, let last = dayWords.last,
            let reason = CalendarImpossibility.reason(of: pattern)
        {
            throw source.error(
                "the expression never comes: \(reason)", at: first.lowerBound..<last.upperBound,
                kind: .never)
        }
        return pattern
    }

    private static func isTime(_ source: Source, _ word: Range<Int>) -> Bool {
        source.bytes[word].contains(UInt8(ascii: ":")) && !beginsWithLetter(source, word)
            // As between the date and the time of ISO 8601.
            && !source.bytes[word].contains { $0 | 0x20 == UInt8(ascii: "t") }
    }

    private static func isDate(_ source: Source, _ word: Range<Int>) -> Bool {
        !source.bytes[word].contains(UInt8(ascii: ":"))
            && source.bytes[word].contains { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "~") }
            && !beginsWithLetter(source, word)
    }

    private static func beginsWithLetter(_ source: Source, _ word: Range<Int>) -> Bool {
        Source.isLetter(source.bytes[word.lowerBound])
    }

    private static func followed(
        _ source: Source, _ shorthand: CalendarShorthand, _ rest: ArraySlice<Range<Int>>
    ) -> ExpressionError {
        let word = rest[rest.startIndex]
        let takesTime = isTime(source, word) && ![.minutely, .hourly].contains(shorthand)
        return source.error(
            "\(shorthand.rawValue) is a whole expression, to which only a zone may be added, "
                + "but \(source.quoted(word)) follows it",
            hint: takesTime
                ? "write \(shorthand.expanded(at: source.string(word)))"
                : "write \(shorthand.expanded) and change that",
            at: word)
    }

    /// Why a word has no place where it stands.
    private static func unexpected(_ source: Source, _ word: Range<Int>) -> ExpressionError {
        let text = source.string(word)
        let hint: String?
        if CalendarWeekdays.isMeant(source, word) {
            hint = "weekdays come first, in one word, as in Mon,Wed 08:00"
        } else if isDate(source, word) {
            hint = "there is one date, and it comes before the time"
        } else if let upper = text.firstIndex(where: { $0 == "T" || $0 == "t" }),
            upper != text.startIndex,
            text.contains(":")
        {
            hint =
                "write a blank between date and time: "
                + "\(text[..<upper]) \(text[text.index(after: upper)...])"
        } else if let equals = text.firstIndex(of: "="), equals != text.startIndex {
            hint = "the zone is the last word, without \(text[...equals])"
        } else if CalendarZone.isMeant(source, word) {
            hint = "the zone is the last word"
        } else if source.bytes[word].allSatisfy({ !Source.isLetter($0) }), !text.contains(":") {
            hint = "a time has a colon, as in \(text):00, and a date a hyphen, as in *-\(text)"
        } else {
            hint = nil
        }
        return source.error(
            "\(source.quoted(word)) has no place here; \(form)", hint: hint, at: word)
    }
}
