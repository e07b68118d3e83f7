/// Reads one part of a calendar expression, a list of items with ranges and steps, into its values.
struct CalendarPartParser {
    let part: CalendarPart
    let source: Source
    let range: Range<Int>

    /// The values in ascending order; nil when the part is `*`.
    func parse() throws(ExpressionError) -> [Int]? {
        if source.bytes[range].elementsEqual([UInt8(ascii: "*")]) { return nil }
        guard !range.isEmpty else { throw error("is empty", hint: "write * for any", at: nearby) }
        var values: Set<Int> = []
        for item in source.split(range, where: { $0 == UInt8(ascii: ",") }) {
            guard !item.isEmpty else {
                throw error("has an empty place in its list \(source.quoted(range))", at: range)
            }
            values.formUnion(try self.values(ofItem: item))
        }
        return values.sorted()
    }

    private func values(ofItem item: Range<Int>) throws(ExpressionError) -> [Int] {
        let pieces = source.split(item) { $0 == UInt8(ascii: "/") }
        guard pieces.count <= 2 else {
            throw error("has \(source.quoted(item)), which has more than one step", at: item)
        }
        let span = pieces[0]
        if source.bytes[span].first == UInt8(ascii: "*") { throw starError(item, steps: pieces) }
        var step: Int?
        if pieces.count == 2 {
            guard let number = try number(pieces[1]) else {
                throw error(
                    "has \(source.quoted(item)), whose step after the / is not a number", at: item)
            }
            guard number > 0 else {
                throw error("has \(source.quoted(item)), and a step is 1 or more", at: item)
            }
            step = number
        }
        guard let dots = rangeSign(in: span) else {
            let first = try value(span)
            guard let step else { return [first] }
            return try open(from: first, step: step, item)
        }
        let first = try value(span.lowerBound..<dots)
        let last = try value(dots + 2..<span.upperBound, isEnd: true)
        guard first <= last else {
            throw error(
                "has \(source.quoted(span)), a range that runs backwards",
                hint: around(first, last).map { "write \($0)" }, at: span)
        }
        // What the step does not reach may lie outside: 0..60/7 ends with 56.
        let reached = last - (last - first) % (step ?? 1)
        guard part.values.contains(reached) else { throw outside(dots + 2..<span.upperBound) }
        return Array(stride(from: first, through: reached, by: step ?? 1))
    }

    /// A single value with a step reaches to the end, which is the first day when days count back.
    private func open(
        from first: Int, step: Int, _ item: Range<Int>
    ) throws(ExpressionError) -> [Int] {
        let countsBack = part == .dayFromEnd
        let end = countsBack ? part.values.lowerBound : part.values.upperBound
        let second = countsBack ? first - step : first + step
        guard part.values.contains(second) else {
            throw error(
                "has \(source.quoted(item)), whose first step leads beyond \(end)",
                hint: "write \(source.string(item.lowerBound..<slash(in: item))) alone", at: item)
        }
        return Array(stride(from: first, through: end, by: countsBack ? -step : step))
    }

    private func value(_ piece: Range<Int>, isEnd: Bool = false) throws(ExpressionError) -> Int {
        guard let number = try number(piece) else {
            throw error(
                "has \(source.quoted(piece.isEmpty ? range : piece)), which is not "
                    + "*, a value or a range such as 1..5; values are \(part.allowed)",
                hint: source.bytes[piece].contains(UInt8(ascii: "-"))
                    ? "a range has two dots, as in 1..5" : nil,
                at: piece.isEmpty ? range : piece)
        }
        let value = part.value(of: number)
        // The end of a range is judged by what its step reaches.
        guard isEnd || part.values.contains(value) else { throw outside(piece) }
        return value
    }

    /// The number that digits spell; a second may have a fraction of zeros.
    private func number(_ piece: Range<Int>) throws(ExpressionError) -> Int? {
        guard part == .second, let point = source.bytes[piece].firstIndex(of: UInt8(ascii: "."))
        else { return source.number(piece) }
        let fraction = point + 1..<piece.upperBound
        guard let number = source.number(piece.lowerBound..<point),
            let digits = source.number(fraction)
        else { return nil }
        guard digits == 0 else {
            throw error(
                "has \(source.quoted(piece)), and only whole seconds are taken",
                hint: "write \(source.string(piece.lowerBound..<point))", at: piece)
        }
        return number
    }

    /// Where the `..` of a range begins; a single dot is a decimal point.
    private func rangeSign(in span: Range<Int>) -> Int? {
        let dot = UInt8(ascii: ".")
        return span.dropLast().first { source.bytes[$0] == dot && source.bytes[$0 + 1] == dot }
    }

    private func slash(in item: Range<Int>) -> Int {
        item.first { source.bytes[$0] == UInt8(ascii: "/") } ?? item.upperBound
    }

    private func outside(_ piece: Range<Int>) -> ExpressionError {
        error(
            "has \(source.quoted(piece)), which is outside \(part.allowed)",
            hint: part == .hour && source.number(piece) == 24 ? "midnight is 0" : nil, at: piece)
    }

    private func starError(_ item: Range<Int>, steps pieces: [Range<Int>]) -> ExpressionError {
        let hint =
            pieces.count == 2 && pieces[0].count == 1 && item == range && part != .dayFromEnd
            ? "write \(part.values.lowerBound)/\(source.string(pieces[1]))" : nil
        return error(
            "has \(source.quoted(item)), and * stands alone, without list, range or step",
            hint: hint, at: item)
    }

    /// A range that runs backwards as the two that were perhaps meant, where the part goes round.
    private func around(_ first: Int, _ last: Int) -> String? {
        let all = part.values
        guard part != .year, part != .dayFromEnd, all.contains(last) else { return nil }
        let pieces = [(first, all.upperBound), (all.lowerBound, last)]
        return pieces.map { $0.0 == $0.1 ? "\($0.0)" : "\($0.0)..\($0.1)" }.joined(separator: ",")
    }

    /// A character to point at where the part itself has none.
    private var nearby: Range<Int> {
        range.lowerBound < source.bytes.count
            ? range.lowerBound..<range.lowerBound + 1 : range.lowerBound - 1..<range.lowerBound
    }

    private func error(
        _ message: String, hint: String? = nil, at range: Range<Int>
    ) -> ExpressionError {
        source.error("the \(part.name) \(message)", hint: hint, at: range)
    }
}
