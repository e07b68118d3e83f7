internal import Formats

/// Formatting with fields in braces, as in `"{}: {value:.1f}".format(name, value=value)`.
struct FieldFormat {
    private let arguments: Arguments
    private let isSafe: Bool
    private let rendering: Rendering
    /// The number of the next field without one.
    private var nextNumber = 0
    private var hasNumbers = false

    init(_ arguments: Arguments, isSafe: Bool, _ rendering: Rendering) {
        self.arguments = arguments
        self.isSafe = isSafe
        self.rendering = rendering
    }

    /// Fields may stand within the format of a field, and no deeper.
    private static let maximumDepth = 2

    mutating func text(
        _ format: [Unicode.Scalar], depth: Int = maximumDepth
    ) throws(Fault) -> String {
        guard depth > 0 else { throw .value("the fields of a format are too deep") }
        var result = ""
        var index = 0
        while index < format.count {
            let scalar = format[index]
            let next = index + 1 < format.count ? format[index + 1] : nil
            if scalar == "{" || scalar == "}", next == scalar {
                result.unicodeScalars.append(scalar)
                index += 2
            } else if scalar == "}" {
                throw .value("a \"}\" in a format has no \"{\"")
            } else if scalar == "{" {
                let end = try end(of: format, from: index + 1)
                result += try field(Array(format[index + 1..<end]), depth)
                index = end + 1
            } else {
                result.unicodeScalars.append(scalar)
                index += 1
            }
            if result.utf8.count > rendering.limits.textBytes {
                try rendering.check(bytes: result.utf8.count)
            }
        }
        return result
    }

    /// Where the brace that closes a field stands.
    private func end(of format: [Unicode.Scalar], from start: Int) throws(Fault) -> Int {
        var depth = 1
        var isInBrackets = false
        for index in start..<format.count {
            switch format[index] {
            case "[": isInBrackets = true
            case "]": isInBrackets = false
            case "{" where !isInBrackets: depth += 1
            case "}" where !isInBrackets:
                depth -= 1
                if depth == 0 { return index }
            default: break
            }
        }
        throw .value("a field of the format does not end")
    }

    private mutating func field(_ field: [Unicode.Scalar], _ depth: Int) throws(Fault) -> String {
        try rendering.spend(1)
        var end = 0
        var isInBrackets = false
        while end < field.count, isInBrackets || field[end] != ":" && field[end] != "!" {
            if field[end] == "[" { isInBrackets = true }
            if field[end] == "]" { isInBrackets = false }
            end += 1
        }
        var value = try self.value(Array(field[..<end]))
        var rest = field[end...]
        if rest.first == "!" {
            let conversion = rest.dropFirst().first
            guard rest.count == 2 || rest.count > 2 && rest[rest.startIndex + 2] == ":" else {
                throw .value("a conversion is one letter behind a \"!\"")
            }
            value = try converted(value, conversion)
            rest = rest.dropFirst(2)
        }
        let spec = rest.first == ":" ? try text(Array(rest.dropFirst()), depth: depth - 1) : ""
        return try formatted(value, spec)
    }

    private func converted(
        _ value: Value, _ conversion: Unicode.Scalar?
    ) throws(Fault) -> Value {
        switch conversion {
        case "s": .text(try rendering.text(of: value))
        case "r": .text(try rendering.representation(value))
        case "a": .text(Quotation.ascii(try rendering.representation(value)))
        default: throw .value("a conversion is \"s\", \"r\" or \"a\"")
        }
    }

    private func formatted(_ value: Value, _ spec: String) throws(Fault) -> String {
        if isSafe, value.isSafe {
            guard spec.isEmpty else { throw .value("a safe text takes no format") }
            return try rendering.text(of: value)
        }
        let text: String
        if spec.isEmpty {
            text = try rendering.text(of: value)
        } else {
            text = try FormatSpec(spec).text(of: value, rendering)
        }
        return isSafe ? try rendering.escaped(.text(text)).string : text
    }

    /// The value that `name.attribute[item]` stands for.
    private mutating func value(_ path: [Unicode.Scalar]) throws(Fault) -> Value {
        var end = path.firstIndex { $0 == "." || $0 == "[" } ?? path.count
        var value = try argument(String(path[..<end]))
        while end < path.count {
            let isAttribute = path[end] == "."
            let start = end + 1
            let stop =
                isAttribute
                ? path[start...].firstIndex { $0 == "." || $0 == "[" } ?? path.count
                : path[start...].firstIndex { $0 == "]" }
            guard let stop, stop > start else { throw .value("a part of a field is empty") }
            let name = String(path[start..<stop])
            if isAttribute {
                value = try rendering.attribute(name, of: value)
            } else {
                value = try rendering.item(
                    Int64(name).map { .integer($0) } ?? .text(name), of: value)
            }
            end = isAttribute ? stop : stop + 1
            if end < path.count, path[end] != ".", path[end] != "[" {
                throw .value("only \".\" and \"[\" may follow a \"]\" in a field")
            }
        }
        return value
    }

    private mutating func argument(_ name: String) throws(Fault) -> Value {
        if name.isEmpty || name.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
            let number = try number(name)
            guard arguments.positional.indices.contains(number) else {
                throw .value("the format has more fields than there are values")
            }
            return arguments.positional[number]
        }
        guard let found = arguments.named.first(where: { $0.name == name }) else {
            throw .value("there is no \"\(name.shown)\" for the format")
        }
        return found.value
    }

    private mutating func number(_ text: String) throws(Fault) -> Int {
        let mixed = Fault.value("the fields of a format are either all numbered or none")
        if text.isEmpty {
            guard !hasNumbers else { throw mixed }
            nextNumber += 1
            return nextNumber - 1
        }
        guard nextNumber == 0 || hasNumbers else { throw mixed }
        hasNumbers = true
        return Int(text) ?? .max
    }
}

extension Rendering {
    /// `format.format(…)`.
    func filled(_ format: Text, _ arguments: Arguments) throws(Fault) -> Value {
        try spend(bytes: format.string.utf8.count)
        var formatting = FieldFormat(arguments, isSafe: format.isSafe, self)
        return try text(try formatting.text(format.scalars), isSafe: format.isSafe)
    }
}
