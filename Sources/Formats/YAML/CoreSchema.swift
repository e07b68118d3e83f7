/// What plain scalars mean in YAML 1.2 (YAML 1.2.2, section 10.3.2, the core schema).
///
/// `yes`, `on` and dates are texts here, which they were not in YAML 1.1.
enum CoreSchema {
    static func content(ofPlain text: String) -> Node.Content {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: return number(text) ?? .text(text)
        }
    }

    /// The number that the text writes, which is infinite or none at all for `.inf` and `.nan`.
    static func number(_ text: String) -> Node.Content? {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, first < 0x3A else { return nil }
        if text.hasPrefix("0o") { return whole(text.dropFirst(2), radix: 8) }
        if text.hasPrefix("0x") { return whole(text.dropFirst(2), radix: 16) }
        var rest = bytes[...]
        if first == UInt8(ascii: "-") || first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        if let special = special(rest) {
            return .number(first == UInt8(ascii: "-") ? -special : special)
        }
        let digits = takeDigits(&rest)
        if digits > 0, rest.isEmpty {
            return Int64(text).map { .integer($0) } ?? Double(text).map { .number($0) }
        }
        var fraction = 0
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            fraction = takeDigits(&rest)
        }
        guard digits + fraction > 0 else { return nil }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") {
                rest = rest.dropFirst()
            }
            guard takeDigits(&rest) > 0 else { return nil }
        }
        guard rest.isEmpty else { return nil }
        return Double(text).map { .number($0) }
    }

    private static func whole(_ digits: Substring, radix: Int) -> Node.Content? {
        guard let first = digits.utf8.first, first >= UInt8(ascii: "0"),
            let value = UInt64(digits, radix: radix)
        else { return nil }
        return Int64(exactly: value).map { .integer($0) } ?? .number(Double(value))
    }

    private static func special(_ text: ArraySlice<UInt8>) -> Double? {
        switch String(decoding: text, as: UTF8.self) {
        case ".inf", ".Inf", ".INF": .infinity
        case ".nan", ".NaN", ".NAN": .nan
        default: nil
        }
    }

    private static func takeDigits(_ text: inout ArraySlice<UInt8>) -> Int {
        let digits = text.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        text = text.dropFirst(digits.count)
        return digits.count
    }
}
