/// Reads one cron field, a list of items with ranges and steps, into what they stand for.
struct FieldParser {
    let field: CronField
    let source: Source
    let range: Range<Int>
    /// What `H` is drawn from.
    let seed: UInt64

    func parse() throws(ExpressionError) -> [FieldItem] {
        var list = range
        if field.isDay {
            if source.string(range) == "?" { return [.values(Array(field.values))].normal(field) }
            if source.bytes[range.lowerBound] == UInt8(ascii: "+") {
                list = range.lowerBound + 1..<range.upperBound
            }
        }
        var items: [FieldItem] = []
        for item in source.split(list, where: { $0 == UInt8(ascii: ",") }) {
            guard !item.isEmpty else {
                throw error("has an empty place in its list \(source.quoted(range))", at: range)
            }
            items.append(try self.item(item))
        }
        return items.normal(field)
    }

    private func item(_ item: Range<Int>) throws(ExpressionError) -> FieldItem {
        if let drawn = try drawn(item) { return .values(drawn) }
        if let day = try dayItem(item) { return day }
        let parts = source.split(item) { $0 == UInt8(ascii: "/") }
        guard parts.count <= 2 else {
            throw error("has \(source.quoted(item)), which has more than one step", at: item)
        }
        if parts.count == 2, try dayItem(parts[0]) != nil {
            throw error(
                "has \(source.quoted(item)), and a single day takes no step",
                hint: "write \(source.string(parts[0]))", at: item)
        }
        let span = try span(parts[0])
        guard parts.count == 2 else {
            return .values(Array(span.first...(span.isOpen ? span.first : span.last)))
        }
        let step = try step(parts[1], of: item, without: source.string(parts[0]))
        return .values(Array(stride(from: span.first, through: span.last, by: step)))
    }

    func step(
        _ part: Range<Int>, of item: Range<Int>, without step: String
    ) throws(ExpressionError) -> Int {
        guard let number = source.number(part) else {
            throw error(
                "has \(source.quoted(item)), whose step after the / is not a number",
                hint: "as in */\(field == .year ? 2 : field.values.upperBound / 4)", at: item)
        }
        guard number > 0 else {
            throw error(
                "has \(source.quoted(item)), and a step is 1 or more",
                hint: "write \(step) for every one of them", at: item)
        }
        return number
    }

    /// What stands before the step. A single value is open: with a step it reaches to the last one.
    /// A range of names that goes round ends beyond the last value.
    func span(
        _ part: Range<Int>
    ) throws(ExpressionError) -> (first: Int, last: Int, isOpen: Bool) {
        let all = field.values
        if part.count == 1 && source.bytes[part.lowerBound] == UInt8(ascii: "*") {
            return (all.lowerBound, all.upperBound, false)
        }
        let bounds = source.split(part) { $0 == UInt8(ascii: "-") }
        guard bounds.count <= 2, bounds.allSatisfy({ !$0.isEmpty }) else {
            throw error(
                "has \(source.quoted(part)), which is not *, a value or a range; "
                    + "values are \(field.allowed)", at: part.isEmpty ? range : part)
        }
        let first = try value(bounds[0])
        guard bounds.count == 2 else { return (first.number, all.upperBound, true) }
        let last = try value(bounds[1])
        if first.number <= last.number { return (first.number, last.number, false) }
        // Days and months have names and go round; whoever writes numbers has mostly mistyped.
        guard first.isName || last.isName else {
            throw error(
                "has \(source.quoted(part)), a range that runs backwards",
                hint: "write \(around(first.number, last.number))", at: part)
        }
        return (first.number, last.number + field.cycle, false)
    }

    func value(_ part: Range<Int>) throws(ExpressionError) -> (number: Int, isName: Bool) {
        if let number = source.number(part) {
            guard field.values.contains(number) else {
                let hint: String? =
                    switch field {
                    case .hour where number == 24: "midnight is 0"
                    case .year where number < 100: "write \(2000 + number)"
                    case .dayOfWeek where Limits.years.contains(number):
                        "a year is the seventh field, and the first of seven is the second"
                    default: nil
                    }
                throw error(
                    "has \(source.quoted(part)), which is outside \(field.allowed)", hint: hint,
                    at: part)
            }
            return (number, false)
        }
        let word = source.string(part)
        if let number = field.value(named: word) { return (number, true) }
        if let foreign = foreignSign(in: part) { throw foreign }
        throw error(
            "has \(source.quoted(part)), which is not a value; values are \(field.allowed)",
            hint: field.shortName(of: word).map { "write \($0)" }, at: part)
    }

    /// A range that runs backwards as the two that were perhaps meant.
    private func around(_ first: Int, _ last: Int) -> String {
        let low = field.values.lowerBound
        let high = low + field.cycle - 1
        let pieces = [(first, high), (low, last)].filter { $0.0 <= $0.1 }
        return pieces.map { $0.0 == $0.1 ? "\($0.0)" : "\($0.0)-\($0.1)" }.joined(separator: ",")
    }

    func error(
        _ message: String, hint: String? = nil, at range: Range<Int>
    ) -> ExpressionError {
        source.error("the \(field.name) field \(message)", hint: hint, at: range)
    }
}

extension [FieldItem] {
    /// The same with every value within one round of the field.
    fileprivate func normal(_ field: CronField) -> [FieldItem] {
        let low = field.values.lowerBound
        return map { item in
            guard case .values(let values) = item else { return item }
            return .values(values.map { ($0 - low) % field.cycle + low })
        }
    }
}
