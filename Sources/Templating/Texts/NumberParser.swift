/// Numbers written as texts, in the forms that Python's `int` and `float` take.
enum NumberParser {
    /// A whole number in a base from 2 to 36, or in the base that its prefix says where that is 0.
    static func integer(_ text: String, base: Int) throws(Fault) -> Int64? {
        var rest = Splitting.trimmed(text, nil)[...]
        let isNegative = rest.hasPrefix("-")
        if isNegative || rest.hasPrefix("+") { rest.removeFirst() }
        var base = base
        var mayBeginWithUnderscore = false
        let prefix = rest.prefix(2).lowercased()
        if let found = ["0b": 2, "0o": 8, "0x": 16][prefix], base == 0 || base == found {
            rest = rest.dropFirst(2)
            base = found
            mayBeginWithUnderscore = true
        } else if base == 0 {
            // No number but 0 begins with a 0.
            if rest.hasPrefix("0"), rest.contains(where: { $0 != "0" && $0 != "_" }) { return nil }
            base = 10
        }
        guard let digits = digits(rest, underscoreFirst: mayBeginWithUnderscore),
            digits.allSatisfy({ ($0.isASCII ? Int(String($0), radix: 36) : nil) ?? 36 < base })
        else { return nil }
        guard let value = Int64((isNegative ? "-" : "") + digits, radix: base) else {
            throw Numbers.overflow
        }
        return value
    }

    /// The digits without the single underscores between them; nil where others are.
    private static func digits(_ text: Substring, underscoreFirst: Bool = false) -> String? {
        var result = ""
        var mayBeUnderscore = underscoreFirst
        for scalar in text.unicodeScalars {
            if scalar == "_" {
                guard mayBeUnderscore else { return nil }
                mayBeUnderscore = false
            } else {
                if let digit = decimal(scalar) {
                    result += String(digit)
                } else {
                    result.unicodeScalars.append(scalar)
                }
                mayBeUnderscore = true
            }
        }
        return mayBeUnderscore && !result.isEmpty ? result : nil
    }

    /// The digit that a character of whatever script is.
    private static func decimal(_ scalar: Unicode.Scalar) -> Int? {
        guard CharacterKinds.isDecimal(scalar), let value = scalar.properties.numericValue else {
            return nil
        }
        return Int(value)
    }

    static func float(_ text: String) -> Double? {
        let text = Splitting.trimmed(text, nil).lowercased()
        let unsigned = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
        switch unsigned {
        case "inf", "infinity": return text.hasPrefix("-") ? -.infinity : .infinity
        case "nan": return .nan
        default: break
        }
        guard let plain = plainFloat(unsigned) else { return nil }
        return Double((text.hasPrefix("-") ? "-" : "") + plain)
    }

    /// Digits, a fraction and an exponent, each with underscores between digits only.
    private static func plainFloat(_ text: Substring) -> String? {
        let parts = text.split(separator: "e", omittingEmptySubsequences: false)
        guard parts.count <= 2 else { return nil }
        let sides = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard sides.count <= 2, sides.contains(where: { !$0.isEmpty }) else { return nil }
        var sidesRead: [String] = []
        for side in sides {
            guard let digits = side.isEmpty ? "0" : decimals(side) else { return nil }
            sidesRead.append(digits)
        }
        let number = sidesRead.joined(separator: ".")
        guard parts.count == 2 else { return number }
        var exponent = parts[1]
        let sign = exponent.first == "-" ? "-" : ""
        if exponent.first == "-" || exponent.first == "+" { exponent.removeFirst() }
        return decimals(exponent).map { "\(number)e\(sign)\($0)" }
    }

    private static func decimals(_ text: Substring) -> String? {
        digits(text).flatMap { digits in
            digits.utf8.allSatisfy { UInt8(ascii: "0") <= $0 && $0 <= UInt8(ascii: "9") }
                ? digits : nil
        }
    }
}
