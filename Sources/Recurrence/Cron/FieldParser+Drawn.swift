/// `H`: a value that the seed decides, so that many schedules spread over the time they may come at.
extension FieldParser {
    /// The values of `H`, `H/15`, `H(9-17)` or `H(0-29)/10`; nil where the item is none of them.
    ///
    /// One field draws the same for every `H` of the same range and step.
    func drawn(_ item: Range<Int>) throws(ExpressionError) -> [Int]? {
        guard source.isLetter("h", at: item.lowerBound) else { return nil }
        let parts = source.split(item) { $0 == UInt8(ascii: "/") }
        let head = parts[0].lowerBound + 1..<parts[0].upperBound
        guard parts.count <= 2 else {
            throw error("has \(source.quoted(item)), which has more than one step", at: item)
        }
        var low = field.drawn.lowerBound
        var high = field.drawn.upperBound
        if !head.isEmpty {
            guard head.count > 2, source.bytes[head.lowerBound] == UInt8(ascii: "("),
                source.bytes[head.upperBound - 1] == UInt8(ascii: ")")
            else {
                // Another word that begins with this letter has the errors of any word.
                if source.bytes[head.lowerBound] != UInt8(ascii: "(") { return nil }
                throw error(
                    "has \(source.quoted(item)), whose parentheses hold no range",
                    hint: "as in H(\(low)-\(high))", at: item)
            }
            let span = try span(head.lowerBound + 1..<head.upperBound - 1)
            low = span.first
            high = span.isOpen ? span.first : span.last
        } else if field == .year && parts.count == 1 {
            throw error(
                "has \(source.quoted(item)), and one year of \(high - low + 1) is hardly meant",
                hint: "as in H(2030-2039)", at: item)
        }
        let step =
            parts.count == 2
            ? try step(parts[1], of: item, without: "*") : high - low + 1
        let offset = Seed.draw(
            from: seed, salt: UInt64(field.rawValue), below: UInt64(min(step, high - low + 1)))
        return Array(stride(from: low + Int(offset), through: high, by: step))
    }
}
