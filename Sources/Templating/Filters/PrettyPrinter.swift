/// Values in lines of at most 80 characters, as Python's `pprint` lays them out.
struct PrettyPrinter {
    private let rendering: Rendering
    private(set) var text = ""

    private static let width = 80

    init(_ rendering: Rendering) { self.rendering = rendering }

    private func line(_ value: Value) throws(Fault) -> String {
        rendering.sortsKeys = true
        defer { rendering.sortsKeys = false }
        return try rendering.representation(value)
    }

    private func length(_ text: String) -> Int { text.unicodeScalars.count }

    mutating func write(
        _ value: Value, indent: Int, allowance: Int, depth: Int
    ) throws(Fault) {
        try rendering.check(valueDepth: depth)
        let line = try line(value)
        guard length(line) > Self.width - indent - allowance else {
            text += line
            return
        }
        switch value {
        case .list(let list):
            text += "["
            try write(list.items, indent: indent + 1, allowance: allowance + 1, depth: depth)
            text += "]"
        case .tuple(let tuple):
            let close = tuple.items.count == 1 ? ",)" : ")"
            text += "("
            try write(
                tuple.items, indent: indent + 1, allowance: allowance + close.utf8.count,
                depth: depth)
            text += close
        case .dictionary(let dictionary):
            text += "{"
            try write(dictionary, indent: indent + 1, allowance: allowance + 1, depth: depth)
            text += "}"
        case .text(let string) where !string.isSafe:
            try rendering.spend(characters: string.string.utf8.count)
            write(string.string, indent: indent, allowance: allowance, isOutermost: depth == 0)
        default: text += line
        }
        try rendering.check(bytes: text.utf8.count)
    }

    private mutating func write(
        _ items: [Value], indent: Int, allowance: Int, depth: Int
    ) throws(Fault) {
        for (index, item) in items.enumerated() {
            if index > 0 { newLine(indent) }
            let isLast = index == items.count - 1
            try write(
                item, indent: indent, allowance: isLast ? allowance : 1, depth: depth + 1)
        }
    }

    private mutating func write(
        _ dictionary: DictionaryObject, indent: Int, allowance: Int, depth: Int
    ) throws(Fault) {
        let pairs = try rendering.sortedPairs(dictionary)
        for (index, (key, value)) in pairs.enumerated() {
            if index > 0 { newLine(indent) }
            let name = try line(key)
            text += name + ": "
            try write(
                value, indent: indent + length(name) + 2,
                allowance: index == pairs.count - 1 ? allowance : 1, depth: depth + 1)
        }
    }

    private mutating func newLine(_ indent: Int) {
        text += ",\n" + String(repeating: " ", count: indent)
    }

    /// A long text in pieces, which Python puts together again.
    private mutating func write(
        _ string: String, indent: Int, allowance: Int, isOutermost: Bool
    ) {
        let indent = isOutermost ? indent + 1 : indent
        let allowance = isOutermost ? allowance + 1 : allowance
        let pieces = pieces(string, width: Self.width - indent, allowance: allowance)
        if pieces.count == 1 {
            text += pieces[0]
            return
        }
        if isOutermost { text += "(" }
        text += pieces.joined(separator: "\n" + String(repeating: " ", count: indent))
        if isOutermost { text += ")" }
    }

    private func pieces(_ string: String, width: Int, allowance: Int) -> [String] {
        var pieces: [String] = []
        let lines = Splitting.lines(string, keepingEnds: true)
        for (index, line) in lines.enumerated() {
            let isLast = index == lines.count - 1
            let quoted = Quotation.python(line)
            if length(quoted) <= width - (isLast ? allowance : 0) {
                pieces.append(quoted)
                continue
            }
            let words = Self.words(line)
            var current = ""
            for (place, word) in words.enumerated() {
                let isEnd = isLast && place == words.count - 1
                if length(Quotation.python(current + word)) > width - (isEnd ? allowance : 0) {
                    if !current.isEmpty { pieces.append(Quotation.python(current)) }
                    current = word
                } else {
                    current += word
                }
            }
            if !current.isEmpty { pieces.append(Quotation.python(current)) }
        }
        return pieces
    }

    /// Words with the blanks behind them.
    private static func words(_ line: String) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        var isBehindBlank = false
        for scalar in line.unicodeScalars {
            if isBehindBlank, !scalar.isBlank {
                words.append(String(word))
                word = String.UnicodeScalarView()
            }
            word.append(scalar)
            isBehindBlank = scalar.isBlank
        }
        return word.isEmpty ? words : words + [String(word)]
    }
}

extension Rendering {
    /// The pairs in the order of their keys, by kinds where these have no order.
    func sortedPairs(
        _ dictionary: DictionaryObject
    ) throws(Fault) -> [(key: Value, value: Value)] {
        let pairs = dictionary.pairs
        var places = pairs.indices.map { Value.integer(Int64($0)) }
        do throws(Fault) {
            places = try sorted(places, by: pairs.map(\.key))
        } catch {
            if error.kind == .limit { throw error }
            places = try sorted(places, by: pairs.map { .text($0.key.typeName) })
        }
        return places.map { pairs[Int($0.wholeNumber ?? 0)] }
    }
}

extension Value {
    /// The name of the kind in Python, for the order of what has none.
    fileprivate var typeName: String {
        switch self {
        case .undefined: "Undefined"
        case .none: "NoneType"
        case .boolean: "bool"
        case .integer: "int"
        case .float: "float"
        case .text: "str"
        case .list: "list"
        case .tuple: "tuple"
        case .dictionary: "dict"
        case .object: "object"
        }
    }
}
