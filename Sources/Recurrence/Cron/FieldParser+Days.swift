/// The signs with which Quartz and its kin count days: `L`, `W` and `#`.
///
/// A month that has no such day is passed over, for `31W` too: croniter takes the last day instead.
/// `L` alone as a day of the week is refused, as croniter and cronsim do: in Quartz it is every
/// Saturday, and whoever writes it means the last one of something.
extension FieldParser {
    /// The item where it names a day by one of the signs; nil where it has none of their forms.
    func dayItem(_ item: Range<Int>) throws(ExpressionError) -> FieldItem? {
        switch field {
        case .dayOfMonth: try dayOfMonth(item)
        case .dayOfWeek: try dayOfWeek(item)
        default: nil
        }
    }

    /// `L`, `L-3`, `15W`, `LW`, `L-3W`.
    private func dayOfMonth(_ item: Range<Int>) throws(ExpressionError) -> FieldItem? {
        var rest = item
        let nearest = source.isLetter("w", at: rest.upperBound - 1)
        if nearest { rest = rest.lowerBound..<rest.upperBound - 1 }
        guard !rest.isEmpty else { return nil }
        if source.isLetter("l", at: rest.lowerBound) {
            var back = 0
            if rest.count > 1 {
                guard source.bytes[rest.lowerBound + 1] == UInt8(ascii: "-"),
                    let number = source.number(rest.lowerBound + 2..<rest.upperBound)
                else { return nil }
                guard number <= 30 else {
                    throw error(
                        "has \(source.quoted(item)), which is outside L-0 to L-30", at: item)
                }
                back = number
            }
            return nearest ? .workdayNearFromEnd(back) : .fromEnd(back)
        }
        guard nearest, source.number(rest) != nil else { return nil }
        return .workday(near: try value(rest).number)
    }

    /// `5L`, `friL`, `1#1`, `mon#1`.
    private func dayOfWeek(_ item: Range<Int>) throws(ExpressionError) -> FieldItem? {
        let pieces = source.split(item) { $0 == UInt8(ascii: "#") }
        if pieces.count == 2, !pieces[1].isEmpty,
            source.number(pieces[0]) != nil || field.value(named: source.string(pieces[0])) != nil
        {
            let weekday = try value(pieces[0]).number % 7
            guard let nth = source.number(pieces[1]), (1...5).contains(nth) else {
                let isLast = source.string(pieces[1]).uppercased() == "L"
                throw error(
                    "has \(source.quoted(item)), and after the # comes one of 1-5",
                    hint: isLast ? "write \(source.string(pieces[0]))L" : nil, at: item)
            }
            return .nth(nth, weekday: weekday)
        }
        guard source.isLetter("l", at: item.upperBound - 1) else { return nil }
        let day = item.lowerBound..<item.upperBound - 1
        if let number = source.number(day) ?? field.value(named: source.string(day)),
            field.values.contains(number)
        {
            return .last(weekday: number % 7)
        }
        return nil
    }

    /// What is wrong with a sign that stands where it means nothing; nil when the part has none.
    func foreignSign(in part: Range<Int>) -> ExpressionError? {
        let here = "has \(source.quoted(part)), "
        let bytes = source.bytes[part]
        if bytes.contains(UInt8(ascii: "?")) {
            return field.isDay
                ? error(here + "and ? stands alone", hint: "write ? or *", at: part)
                : error(here + "and ? is for the two day fields", hint: "write *", at: part)
        }
        if bytes.contains(UInt8(ascii: "#")) {
            return error(
                here + "and # is for one day of the week, as in mon#1", at: part)
        }
        let letters = String(decoding: bytes.filter(Source.isLetter), as: UTF8.self).uppercased()
        switch (letters, field) {
        case ("L", .dayOfWeek):
            let digits = part.lowerBound + 1..<part.upperBound
            return error(
                here + "and L follows a day of the week here",
                hint: source.number(digits).map { "write \($0)L" }
                    ?? "write 5L for the last Friday of the month, sat for every Saturday", at: part
            )
        case ("L", .dayOfMonth):
            return error(
                here + "and L is the last day, L-3 the third before it",
                hint: "\(field.values.upperBound) ends a range", at: part)
        case ("L", _):
            return error(here + "and L is for the two day fields", at: part)
        case ("W", .dayOfMonth), ("LW", .dayOfMonth), ("WL", .dayOfMonth):
            return error(
                here + "and W follows one day",
                hint: "as in 15W, the weekday nearest to the 15th, or LW", at: part)
        case ("W", _), ("LW", _):
            return error(here + "and W is for the day-of-month field", at: part)
        case ("H", _):
            return error(
                here + "and H is followed by a range in parentheses, a step or nothing",
                hint: "as in H(\(field.drawn.lowerBound)-\(field.drawn.upperBound))/2", at: part)
        default: return nil
        }
    }
}

extension Source {
    /// Whether a byte is a letter, in lower or upper case; the letter is given in lower case.
    func isLetter(_ letter: Unicode.Scalar, at index: Int) -> Bool {
        Source.isLetter(bytes[index]) && bytes[index] | 0x20 == UInt8(ascii: letter)
    }
}
