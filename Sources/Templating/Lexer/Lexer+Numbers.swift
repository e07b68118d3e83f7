/// Whole and floating-point numbers, in Python's notation.
extension Lexer {
    mutating func readNumber() throws(Fault) {
        let start = position
        if let end = floatEnd() {
            position = end
            add(.float(Double(digits(start..<end)) ?? 0), at: start)
            return
        }
        let (radix, end) = integerEnd()
        let digits = digits(start + (radix == 10 ? 0 : 2)..<end)
        guard let value = Int64(digits, radix: radix) else {
            throw .limit("whole numbers have 64 bits: \(digits.prefix(40)) is too large")
        }
        position = end
        add(.integer(value), at: start)
    }

    private func digits(_ range: Range<Int>) -> String {
        String(decoding: bytes[range].lazy.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
    }

    /// Where digits end that single underscores may separate; nil where there is none.
    private func digitsEnd(
        from start: Int, _ isDigit: (UInt8) -> Bool = Self.isDecimal, opening: Bool = false
    ) -> Int? {
        var index = start
        var end: Int?
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "_"), end != nil || opening, index + 1 < bytes.count,
                isDigit(bytes[index + 1])
            {
                index += 1
            }
            guard isDigit(bytes[index]) else { break }
            index += 1
            end = index
        }
        return end
    }

    private static func isDecimal(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0") <= byte && byte <= UInt8(ascii: "9")
    }

    /// Where a number with a fraction or an exponent ends; nil where it has neither.
    private func floatEnd() -> Int? {
        // In `list.0.1` each of the two is an index.
        if position > 0, bytes[position - 1] == UInt8(ascii: ".") { return nil }
        guard let whole = digitsEnd(from: position) else { return nil }
        var end = whole
        if end < bytes.count, bytes[end] == UInt8(ascii: "."),
            let fraction = digitsEnd(from: end + 1)
        {
            end = fraction
        }
        if end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "e") {
            let next = end + 1 < bytes.count ? bytes[end + 1] : 0
            let isSigned = next == UInt8(ascii: "+") || next == UInt8(ascii: "-")
            if let exponent = digitsEnd(from: end + (isSigned ? 2 : 1)) { end = exponent }
        }
        return end > whole ? end : nil
    }

    private func integerEnd() -> (radix: Int, end: Int) {
        if byte() == UInt8(ascii: "0") {
            let found: (Int, (UInt8) -> Bool)? =
                switch byte(1) | 0x20 {
                case UInt8(ascii: "b"): (2, { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "1") })
                case UInt8(ascii: "o"): (8, { UInt8(ascii: "0") <= $0 && $0 <= UInt8(ascii: "7") })
                case UInt8(ascii: "x"): (16, { Unicode.Scalar($0).properties.isASCIIHexDigit })
                default: nil
                }
            if let (radix, isDigit) = found,
                let end = digitsEnd(from: position + 2, isDigit, opening: true)
            {
                return (radix, end)
            }
            // No number but 0 begins with a 0.
            let end = digitsEnd(from: position, { $0 == UInt8(ascii: "0") })
            return (10, end ?? position + 1)
        }
        return (10, digitsEnd(from: position) ?? position + 1)
    }
}
