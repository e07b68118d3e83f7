internal import Formats

/// Formatting with `%`, as in `"%s: %.1f" % (name, value)`.
struct PercentFormat {
    private let format: [Unicode.Scalar]
    private let isSafe: Bool
    private let values: [Value]
    private let names: DictionaryObject?
    private let rendering: Rendering
    private var index = 0
    private var used = 0
    private var result = ""

    init(_ format: Text, _ argument: Value, _ rendering: Rendering) throws(Fault) {
        self.format = format.scalars
        isSafe = format.isSafe
        self.rendering = rendering
        switch argument {
        case .tuple(let tuple):
            values = tuple.items
            names = nil
        case .dictionary(let dictionary):
            values = [argument]
            names = dictionary
        default:
            values = [argument]
            names = nil
        }
        // What Python takes for something with keys need not be used.
        mayBeUnused =
            switch argument {
            case .dictionary, .list, .undefined: true
            case .object(let object): object is RangeObject
            default: false
            }
    }

    private let mayBeUnused: Bool

    private struct Directive {
        var isLeft = false
        var sign = ""
        var isAlternate = false
        var isZeroFilled = false
        var width = 0
        var precision: Int?
    }

    mutating func text() throws(Fault) -> String {
        while index < format.count {
            let scalar = format[index]
            index += 1
            if scalar == "%" {
                result += try directive()
            } else {
                result.unicodeScalars.append(scalar)
            }
            if result.utf8.count > rendering.limits.textBytes {
                try rendering.check(bytes: result.utf8.count)
            }
        }
        guard used >= values.count || mayBeUnused else {
            throw .type("the format has fewer places than there are values")
        }
        return result
    }

    private mutating func nextValue() throws(Fault) -> Value {
        guard used < values.count else {
            throw .type("the format has more places than there are values")
        }
        used += 1
        return values[used - 1]
    }

    private mutating func directive() throws(Fault) -> String {
        try rendering.spend(1)
        let start = index
        let key = try keyName()
        var directive = Directive()
        readFlags(&directive)
        if let width = try number() {
            directive.isLeft = directive.isLeft || width < 0
            directive.width = Int(clamping: width.magnitude)
        }
        if peek == "." {
            index += 1
            directive.precision = Int(clamping: max(0, try number() ?? 0))
        }
        while let letter = peek, "hlL".unicodeScalars.contains(letter) { index += 1 }
        guard let letter = peek else { throw .value("the format ends within a directive") }
        index += 1
        if letter == "%" {
            // Only right behind the first one it takes no value.
            if index - start > 1 { _ = try value(key) }
            return "%"
        }
        try rendering.check(bytes: directive.width)
        // Of a text the precision is the most that is kept, however large.
        if letter != "s", letter != "r", letter != "a" {
            try rendering.check(bytes: directive.precision ?? 0)
        }
        return try text(letter, directive, try value(key))
    }

    private var peek: Unicode.Scalar? { index < format.count ? format[index] : nil }

    private mutating func keyName() throws(Fault) -> String? {
        guard peek == "(" else { return nil }
        var depth = 0
        let start = index + 1
        while let scalar = peek {
            index += 1
            if scalar == "(" { depth += 1 }
            if scalar == ")" { depth -= 1 }
            if depth == 0 { return String(format[start..<index - 1]) }
        }
        throw .value("a name in the format does not end")
    }

    private mutating func value(_ key: String?) throws(Fault) -> Value {
        guard let key else { return try nextValue() }
        guard let names else { throw .type("names in a format need a dictionary") }
        used = values.count
        guard let value = names.value(.text(Key.Bytes(string: key))) else {
            throw .value("there is no \"\(key.shown)\" for the format")
        }
        return value
    }

    private mutating func readFlags(_ directive: inout Directive) {
        while let flag = peek {
            switch flag {
            case "-": directive.isLeft = true
            case "+": directive.sign = "+"
            case " ": if directive.sign.isEmpty { directive.sign = " " }
            case "#": directive.isAlternate = true
            case "0": directive.isZeroFilled = true
            default: return
            }
            index += 1
        }
    }

    private mutating func number() throws(Fault) -> Int64? {
        if peek == "*" {
            index += 1
            guard let number = try nextValue().wholeNumber else {
                throw .type("a * in a format needs a whole number")
            }
            return number
        }
        let digits = format[index...].prefix { ("0"..."9").contains($0) }
        index += digits.count
        guard !digits.isEmpty else { return nil }
        guard let number = Int64(String(digits)) else {
            throw .limit("a width of \(String(digits).shown) is too large")
        }
        return number
    }

    private func text(
        _ letter: Unicode.Scalar, _ directive: Directive, _ value: Value
    ) throws(Fault) -> String {
        switch letter {
        case "s", "r", "a": return filled(try plain(letter, directive, value), directive)
        case "c": return filled(try character(value), directive)
        case "d", "i", "u", "x", "X", "o": return try whole(letter, directive, value)
        case "e", "E", "f", "F", "g", "G": return try float(letter, directive, value)
        default: throw .value("\"%\(String(letter).shown)\" is no directive of a format")
        }
    }

    private func plain(
        _ letter: Unicode.Scalar, _ directive: Directive, _ value: Value
    ) throws(Fault) -> String {
        var text: String
        if letter == "s" {
            text = isSafe ? try rendering.escaped(value).string : try rendering.text(of: value)
        } else {
            text = try rendering.representation(value)
            if letter == "a" { text = Quotation.ascii(text) }
            if isSafe { text = try rendering.escaped(.text(text)).string }
        }
        if let precision = directive.precision {
            text = String(text.unicodeScalars.prefix(precision))
        }
        return text
    }

    private func character(_ value: Value) throws(Fault) -> String {
        if case .text(let text) = value, text.length == 1 { return text.string }
        guard let number = value.wholeNumber,
            let scalar = UInt32(exactly: number).flatMap(Unicode.Scalar.init)
        else { throw .type("%c takes one character") }
        return String(scalar)
    }

    private func whole(
        _ letter: Unicode.Scalar, _ directive: Directive, _ value: Value
    ) throws(Fault) -> String {
        let number: Int64
        switch (Numbers.number(value), letter) {
        case (.whole(let whole)?, _): number = whole
        case (.float(let float)?, "d"), (.float(let float)?, "i"), (.float(let float)?, "u"):
            guard let whole = Int64(exactly: float.rounded(.towardZero)) else {
                throw float.isFinite ? Numbers.overflow : .value("not a whole number")
            }
            number = whole
        default:
            if case .undefined(let undefined) = value { throw undefined.fault }
            throw .type("%\(letter) takes a number, not \(value.kindName)")
        }
        let radix = letter == "o" ? 8 : letter == "x" || letter == "X" ? 16 : 10
        var digits = String(number.magnitude, radix: radix, uppercase: letter == "X")
        if let precision = directive.precision, digits.utf8.count < precision {
            digits = String(repeating: "0", count: precision - digits.utf8.count) + digits
        }
        let prefix = directive.isAlternate && radix != 10 ? "0\(letter)" : ""
        let sign = number < 0 ? "-" : directive.sign
        return filled(digits, directive, sign: sign + prefix)
    }

    private func float(
        _ letter: Unicode.Scalar, _ directive: Directive, _ value: Value
    ) throws(Fault) -> String {
        guard let number = Numbers.number(value)?.double else {
            if case .undefined(let undefined) = value { throw undefined.fault }
            throw .type("%\(letter) takes a number, not \(value.kindName)")
        }
        var spec = try FormatSpec("")
        spec.type = letter
        spec.precision = directive.precision
        spec.isAlternate = directive.isAlternate
        let text = try spec.text(of: .float(number.magnitude), rendering)
        let isNegative = number.sign == .minus && !number.isNaN
        return filled(text, directive, sign: isNegative ? "-" : directive.sign)
    }

    private func filled(
        _ text: String, _ directive: Directive, sign: String? = nil
    ) -> String {
        let before = sign ?? ""
        let missing = directive.width - before.unicodeScalars.count - text.unicodeScalars.count
        guard missing > 0 else { return before + text }
        if directive.isLeft { return before + text + String(repeating: " ", count: missing) }
        if directive.isZeroFilled, sign != nil {
            return before + String(repeating: "0", count: missing) + text
        }
        return String(repeating: " ", count: missing) + before + text
    }
}

extension Rendering {
    /// `format % argument`.
    func formatted(_ format: Text, _ argument: Value) throws(Fault) -> Value {
        try spend(bytes: format.string.utf8.count)
        var formatting = try PercentFormat(format, argument, self)
        return try text(try formatting.text(), isSafe: format.isSafe)
    }
}
