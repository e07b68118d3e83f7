/// Filters about numbers.
extension Filter {
    static let numbers: [String: Operation<Value>] = [
        "abs": Operation { (value, _, rendering) throws(Fault) in
            switch Numbers.number(value) {
            case .whole(let number)?:
                return number < 0
                    ? try rendering.signed(.integer(number), isNegative: true) : .integer(number)
            case .float(let number)?: return .float(number.magnitude)
            case nil: throw needsNumber("abs", value)
            }
        },
        "int": Operation(["default", "base"]) { (value, arguments, _) throws(Fault) in
            try wholeNumber(value, try arguments.number(1) ?? 10)
                ?? arguments[0] ?? .integer(0)
        },
        "float": Operation(["default"]) { (value, arguments, _) throws(Fault) in
            if case .undefined(let undefined) = value { throw undefined.fault }
            if case .text(let text) = value {
                return NumberParser.float(text.string).map { .float($0) }
                    ?? arguments[0] ?? .float(0)
            }
            return Numbers.number(value).map { .float($0.double) } ?? arguments[0] ?? .float(0)
        },
        "round": Operation(["precision", "method"]) { (value, arguments, _) throws(Fault) in
            let method = try arguments.text(1)?.string ?? "common"
            let precision = try arguments.number(0) ?? 0
            guard let number = Numbers.number(value) else { throw needsNumber("round", value) }
            switch method {
            case "common": return try rounded(number, precision)
            case "ceil": return try rounded(number, precision, .up)
            case "floor": return try rounded(number, precision, .down)
            default: throw .value("the method is \"common\", \"ceil\" or \"floor\"")
            }
        },
        "filesizeformat": Operation(["binary"]) { (value, arguments, _) throws(Fault) in
            let number: Double? =
                if case .text(let text) = value {
                    NumberParser.float(text.string)
                } else {
                    Numbers.number(value)?.double
                }
            guard let number else { throw needsNumber("filesizeformat", value) }
            return .text(try size(number, isBinary: arguments.isTrue(0)))
        },
    ]

    private static func needsNumber(_ name: String, _ value: Value) -> Fault {
        if case .undefined(let undefined) = value { return undefined.fault }
        return .type("\(name) takes a number, not \(value.kindName)")
    }

    private static func wholeNumber(_ value: Value, _ base: Int64) throws(Fault) -> Value? {
        switch value {
        case .undefined(let undefined): throw undefined.fault
        case .integer: return value
        case .boolean(let flag): return .integer(flag ? 1 : 0)
        case .float(let number): return try truncated(number)
        case .text(let text):
            if base == 0 || (2...36).contains(base),
                let number = try NumberParser.integer(text.string, base: Int(base))
            {
                return .integer(number)
            }
            guard let number = NumberParser.float(text.string) else { return nil }
            return try truncated(number)
        default: return nil
        }
    }

    private static func truncated(_ number: Double) throws(Fault) -> Value? {
        guard number.isFinite else { return nil }
        guard let whole = Int64(exactly: number.rounded(.towardZero)) else {
            throw Numbers.overflow
        }
        return .integer(whole)
    }

    /// To the nearest number with so many decimals, the even one of two; they may be negative.
    private static func rounded(
        _ number: Numbers.Number, _ precision: Int64
    ) throws(Fault) -> Value {
        switch number {
        case .whole(let whole):
            guard precision < 0 else { return .integer(whole) }
            guard precision > -20 else { return .integer(0) }
            let digits = DecimalDigits(whole.magnitude).rounded(decimals: Int(precision))
            guard let result = Int64((whole < 0 ? "-" : "") + digits.fixed(decimals: 0)) else {
                throw Numbers.overflow
            }
            return .integer(result)
        case .float(let float):
            // No floating-point number has decimals as far as that.
            guard float.isFinite, precision < 400 else { return .float(float) }
            guard precision > -400 else { return .float(float * 0) }
            let digits = DecimalDigits(exact: float).rounded(decimals: Int(precision))
            let text = digits.fixed(decimals: max(0, Int(precision)))
            let result = Double((float.sign == .minus ? "-" : "") + text) ?? float
            guard result.isFinite else { throw .value("the rounded number is too large") }
            return .float(result)
        }
    }

    private static func rounded(
        _ number: Numbers.Number, _ precision: Int64, _ rule: FloatingPointRoundingRule
    ) throws(Fault) -> Value {
        let factor = try Numbers.apply(.power, .whole(10), .whole(precision))
        guard let factor = Numbers.number(factor),
            let product = Numbers.number(try Numbers.apply(.multiply, number, factor))
        else { return .none }
        switch product {
        case .whole: return try Numbers.apply(.divide, product, factor)
        case .float(let float):
            let whole = float.rounded(rule)
            guard whole.isFinite else { throw .value("it has no whole number") }
            return .float(whole / factor.double)
        }
    }

    /// A number of bytes for people.
    private static func size(_ bytes: Double, isBinary: Bool) throws(Fault) -> String {
        let base: Double = isBinary ? 1024 : 1000
        if bytes == 1 { return "1 Byte" }
        guard bytes.isFinite || bytes > 0 else { throw .value("this is no size") }
        if bytes < base { return "\(Int64(clamping: bytes)) Bytes" }
        var unit = base
        let prefixes = ["k", "M", "G", "T", "P", "E", "Z", "Y"]
        for (index, prefix) in prefixes.enumerated() {
            unit *= base
            if bytes < unit || index == prefixes.count - 1 {
                let name = isBinary ? prefix.uppercased() + "iB" : prefix + "B"
                let value = base * bytes / unit
                return (FloatText.special(value) ?? FloatText.fixed(value, 1)) + " " + name
            }
        }
        return ""
    }
}

extension Int64 {
    /// The whole number nearest to zero from a floating-point number, within 64 bits.
    fileprivate init(clamping value: Double) {
        self = value >= 0x1p63 ? .max : value <= -0x1p63 ? .min : Int64(value)
    }
}
