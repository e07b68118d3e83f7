internal import Formats

/// What stands behind the colon of a field: `[[fill]align][sign][#][0][width][,][.precision][type]`.
struct FormatSpec {
    var fill: Unicode.Scalar = " "
    var align: Unicode.Scalar?
    var sign: Unicode.Scalar = "-"
    var isAlternate = false
    var width = 0
    var grouping: Unicode.Scalar?
    var precision: Int?
    var type: Unicode.Scalar?
    /// Whether zeros fill the width, between the sign and the digits.
    var isZeroFilled = false

    init(_ text: String) throws(Fault) {
        let scalars = Array(text.unicodeScalars)
        var index = 0
        func peek(_ distance: Int = 0) -> Unicode.Scalar? {
            index + distance < scalars.count ? scalars[index + distance] : nil
        }
        func take(_ allowed: String) -> Unicode.Scalar? {
            guard let scalar = peek(), allowed.unicodeScalars.contains(scalar) else { return nil }
            index += 1
            return scalar
        }
        func number() throws(Fault) -> Int? {
            let digits = scalars[index...].prefix { ("0"..."9").contains($0) }
            index += digits.count
            guard !digits.isEmpty else { return nil }
            guard let number = Int(String(digits)) else {
                throw .limit("a width of \(String(digits).shown) is too large")
            }
            return number
        }
        if let next = peek(1), "<>=^".unicodeScalars.contains(next) {
            fill = peek() ?? " "
            align = next
            index = 2
        } else {
            align = take("<>=^")
        }
        sign = take("+- ") ?? "-"
        isAlternate = take("#") != nil
        if take("0") != nil {
            isZeroFilled = align == nil
            if align == nil { fill = "0" }
            align = align ?? "="
        }
        width = try number() ?? 0
        grouping = take(",_")
        if take(".") != nil {
            guard let number = try number() else { throw .value("the precision is missing") }
            precision = number
        }
        if let last = peek() {
            type = last
            index += 1
        }
        guard index == scalars.count else {
            throw .value("\"\(text.shown)\" is no format")
        }
    }
}

extension FormatSpec {
    /// The value in this format.
    func text(of value: Value, _ rendering: Rendering) throws(Fault) -> String {
        try rendering.check(bytes: width)
        // Of a text the precision is the most that is kept, however large.
        if case .text(let text) = value { return try characters(text.string) }
        try rendering.check(bytes: precision ?? 0)
        switch value {
        case .integer(let number): return try whole(number)
        case .boolean(let flag): return try whole(flag ? 1 : 0)
        case .float(let number):
            try rendering.spend(TemplateLimits.stepsPerFloat)
            return try float(number)
        case .undefined(let undefined): throw undefined.fault
        default: throw .type("\(value.kindName) takes no format")
        }
    }

    private func unknownType(_ kind: String) -> Fault {
        .value("\"\(type.map { String($0).shown } ?? "")\" is no format of \(kind)")
    }

    private func characters(_ text: String) throws(Fault) -> String {
        guard type == nil || type == "s", sign == "-", !isAlternate, grouping == nil,
            align != "=" || isZeroFilled
        else { throw unknownType("a text") }
        var text = text
        if let precision { text = String(text.unicodeScalars.prefix(precision)) }
        return filled("", text, standard: "<")
    }

    private func whole(_ number: Int64) throws(Fault) -> String {
        switch type {
        case "e", "E", "f", "F", "g", "G", "%": return try float(Double(number))
        case nil, "d", "n", "b", "o", "x", "X", "c": break
        default: throw unknownType("a whole number")
        }
        guard precision == nil else { throw .value("whole numbers have no precision") }
        if type == "c" { return try character(number) }
        let radix = type == "b" ? 2 : type == "o" ? 8 : type == "x" || type == "X" ? 16 : 10
        guard grouping != "," || radix == 10, grouping == nil || type != "n" else {
            throw .value("such numbers are not grouped by \",\"")
        }
        let digits = String(number.magnitude, radix: radix, uppercase: type == "X")
        let prefix = isAlternate && radix != 10 ? "0\(type.map(String.init) ?? "")" : ""
        return grouped(
            signText(isNegative: number < 0) + prefix, digits, "", every: radix == 10 ? 3 : 4)
    }

    private func character(_ number: Int64) throws(Fault) -> String {
        guard sign == "-", !isAlternate, grouping == nil,
            let scalar = UInt32(exactly: number).flatMap(Unicode.Scalar.init)
        else { throw .value("\(number) is no character") }
        return filled("", String(scalar), standard: ">")
    }

    private func signText(isNegative: Bool) -> String {
        isNegative ? "-" : sign == "-" ? "" : String(sign)
    }

    private func float(_ number: Double) throws(Fault) -> String {
        let sign = signText(isNegative: number.sign == .minus && !number.isNaN)
        let isUpper = type == "E" || type == "F" || type == "G"
        if let special = FloatText.special(number.magnitude) {
            let text = (isUpper ? special.uppercased() : special) + (type == "%" ? "%" : "")
            return grouped(sign, "", text, every: 3)
        }
        var text = try digits(of: number)
        if isUpper { text = text.uppercased() }
        let end = text.firstIndex { !$0.isASCII || !$0.isNumber } ?? text.endIndex
        guard grouping == nil || type != "n" else { throw unknownType("a grouped number") }
        return grouped(sign, String(text[..<end]), String(text[end...]), every: 3)
    }

    private func digits(of number: Double) throws(Fault) -> String {
        switch type {
        case "f", "F": return pointed(FloatText.fixed(number, precision ?? 6))
        case "%": return pointed(FloatText.fixed(number * 100, precision ?? 6)) + "%"
        case "e", "E": return pointed(FloatText.scientific(number, precision ?? 6))
        case "g", "G", "n":
            return pointed(
                FloatText.general(number, precision ?? 6, keepsZeros: isAlternate))
        case nil:
            guard let precision else { return FloatText.shortest(number.magnitude) }
            // Like the general form, but with a digit behind the point, which counts.
            let text = FloatText.general(
                number, precision, keepsZeros: isAlternate, largest: max(precision, 1) - 1)
            return text.contains("e") || text.contains(".") ? pointed(text) : text + ".0"
        default: throw unknownType("a number")
        }
    }

    /// The `#` keeps the point where no digit follows it.
    private func pointed(_ text: String) -> String {
        guard isAlternate, !text.contains(".") else { return text }
        let end = text.firstIndex(of: "e") ?? text.endIndex
        return text[..<end] + "." + text[end...]
    }

    /// Puts separators between groups of digits, zeros that fill the width included.
    private func grouped(
        _ sign: String, _ digits: String, _ rest: String, every size: Int
    ) -> String {
        guard let grouping else { return filled(sign, digits + rest, standard: ">") }
        var digits = Array(digits.unicodeScalars)
        func text() -> String {
            var result: [Unicode.Scalar] = []
            for (place, digit) in digits.reversed().enumerated() {
                if place > 0, place % size == 0 { result.append(grouping) }
                result.append(digit)
            }
            return String(result.reversed())
        }
        if isZeroFilled || align == "=" && fill == "0" {
            // Filled by zeros that are grouped too; a separator never comes first.
            let taken = sign.unicodeScalars.count + rest.unicodeScalars.count
            while digits.count + (digits.count - 1) / size + taken < width, !digits.isEmpty {
                digits.insert("0", at: 0)
            }
        }
        return filled(sign, text() + rest, standard: ">")
    }

    private func filled(_ sign: String, _ text: String, standard: Unicode.Scalar) -> String {
        let missing = width - sign.unicodeScalars.count - text.unicodeScalars.count
        guard missing > 0 else { return sign + text }
        func filling(_ count: Int) -> String { String(repeating: String(fill), count: count) }
        // A zero before the width of a text fills it behind.
        let side = align == "=" && standard == "<" ? "<" : align ?? standard
        switch side {
        case "<": return sign + text + filling(missing)
        case "^": return filling(missing / 2) + sign + text + filling(missing - missing / 2)
        case "=": return sign + filling(missing) + text
        default: return filling(missing) + sign + text
        }
    }
}
