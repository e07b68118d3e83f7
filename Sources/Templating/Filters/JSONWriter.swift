/// Values as JSON that is safe within HTML, in Python's spelling with sorted names.
struct JSONWriter {
    private let indent: String?
    private let rendering: Rendering
    private(set) var text = ""

    init(_ indent: String?, _ rendering: Rendering) {
        self.indent = indent
        self.rendering = rendering
    }

    mutating func write(_ value: Value, depth: Int) throws(Fault) {
        try rendering.spend(1)
        if text.utf8.count > rendering.limits.textBytes {
            try rendering.check(bytes: text.utf8.count)
        }
        switch value {
        case .none: text += "null"
        case .boolean(let flag): text += flag ? "true" : "false"
        case .integer(let number): text += String(number)
        case .float(let number): text += Self.number(number)
        case .text(let string): try writeText(string.string)
        case .list(let list): try write(list.items, depth)
        case .tuple(let tuple): try write(tuple.items, depth)
        case .dictionary(let dictionary): try write(dictionary, depth)
        case .undefined(let undefined): throw undefined.fault
        case .object: throw .type("\(value.kindName) cannot be JSON")
        }
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
        return FloatText.shortest(value)
    }

    private mutating func write(_ items: [Value], _ depth: Int) throws(Fault) {
        try rendering.check(valueDepth: depth)
        guard !items.isEmpty else {
            text += "[]"
            return
        }
        text += "["
        for (index, item) in items.enumerated() {
            separate(isFirst: index == 0, depth + 1)
            try write(item, depth: depth + 1)
        }
        close("]", depth)
    }

    private mutating func write(_ dictionary: DictionaryObject, _ depth: Int) throws(Fault) {
        try rendering.check(valueDepth: depth)
        guard dictionary.count > 0 else {
            text += "{}"
            return
        }
        let pairs = dictionary.pairs
        let places = try rendering.sorted(
            pairs.indices.map { .integer(Int64($0)) }, by: pairs.map(\.key))
        text += "{"
        for (index, place) in places.enumerated() {
            let (key, value) = pairs[Int(place.wholeNumber ?? 0)]
            separate(isFirst: index == 0, depth + 1)
            try writeText(try name(key))
            text += ": "
            try write(value, depth: depth + 1)
        }
        close("}", depth)
    }

    private func name(_ key: Value) throws(Fault) -> String {
        switch key {
        case .text(let text): text.string
        case .none: "null"
        case .boolean(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .float(let number): Self.number(number)
        default: throw .type("\(key.kindName) cannot be a name in JSON")
        }
    }

    private mutating func separate(isFirst: Bool, _ depth: Int) {
        if !isFirst { text += indent == nil ? ", " : "," }
        newLine(depth)
    }

    private mutating func close(_ bracket: String, _ depth: Int) {
        newLine(depth)
        text += bracket
    }

    private mutating func newLine(_ depth: Int) {
        guard let indent else { return }
        text += "\n"
        for _ in 0..<depth { text += indent }
    }

    private mutating func writeText(_ string: String) throws(Fault) {
        try rendering.spend(bytes: string.utf8.count)
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{8}": text += "\\b"
            case "\u{C}": text += "\\f"
            case "<", ">", "&", "'": writeCode(UInt16(scalar.value))
            case " "..."~": text.unicodeScalars.append(scalar)
            default: for unit in String(scalar).utf16 { writeCode(unit) }
            }
        }
        text += "\""
    }

    private mutating func writeCode(_ unit: UInt16) {
        let digits = String(unit, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }
}
