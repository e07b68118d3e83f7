/// Methods of texts that change or fill them.
extension Method {
    private static func trimming(front: Bool, back: Bool) -> Operation<Value> {
        Operation(["chars"]) { (value, arguments, rendering) throws(Fault) in
            let text = try rendering.softText(of: value)
            let characters = try arguments.text(0)?.string
            try rendering.spend(bytes: text.string.utf8.count + (characters?.utf8.count ?? 0))
            return .text(
                text.with(
                    Splitting.trimmed(text.string, characters, front: front, back: back)))
        }
    }

    private static func padding(_ side: Rendering.Side) -> Operation<Value> {
        Operation(["width", "fillchar"], required: 1) {
            (value, arguments, rendering) throws(Fault) in
            let text = try rendering.softText(of: value)
            let fill = try arguments.text(1) ?? Text(" ")
            guard fill.length == 1 else { throw .type("texts are filled with one character") }
            let escaped = text.isSafe ? try rendering.escaped(.text(fill)) : fill
            guard let width = try arguments.number(0) else {
                throw .type("a whole number is needed, not none")
            }
            guard escaped.length == 1 else { throw .type("texts are filled with one character") }
            return try rendering.padded(text, to: width, escaped.string, at: side)
        }
    }

    /// Takes something away from one end, if it is there.
    private static func removing(front: Bool) -> Operation<Value> {
        Operation(["text"], required: 1) { (value, arguments, rendering) throws(Fault) in
            let text = try rendering.softText(of: value)
            let part = try required(arguments, 0).string
            let bytes = Array(text.string.utf8)
            try rendering.spend(bytes: bytes.count)
            let isThere = front ? bytes.starts(with: part.utf8) : ends(bytes, Array(part.utf8))
            guard isThere else { return .text(text) }
            let rest =
                front ? bytes.dropFirst(part.utf8.count) : bytes.dropLast(part.utf8.count)
            return .text(text.with(String(decoding: rest, as: UTF8.self)))
        }
    }

    static func ends(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        bytes.count >= part.count && bytes.suffix(part.count).elementsEqual(part)
    }

    static func required(_ arguments: Bound, _ index: Int) throws(Fault) -> Text {
        guard let text = try arguments.text(index) else {
            throw .type("a text is needed, not none")
        }
        return text
    }

    static let textMethods: [String: Operation<Value>] = [
        "strip": trimming(front: true, back: true),
        "lstrip": trimming(front: true, back: false),
        "rstrip": trimming(front: false, back: true),
        "center": padding(.center), "ljust": padding(.right), "rjust": padding(.left),
        "removeprefix": removing(front: true), "removesuffix": removing(front: false),
        "zfill": Operation(["width"], required: 1) {
            (value, arguments, rendering) throws(Fault) in
            try zeroFilled(try rendering.softText(of: value), arguments, rendering)
        },
        "replace": Operation(["old", "new", "count"], required: 2) {
            (value, arguments, rendering) throws(Fault) in
            let text = try rendering.softText(of: value)
            var new = try required(arguments, 1)
            if text.isSafe { new = try rendering.escaped(.text(new)) }
            let count = try arguments.number(2) ?? -1
            return .text(
                text.with(
                    try Splitting.replaced(
                        text.string, try required(arguments, 0).string, new.string,
                        limit: count < 0 ? .max : Int(count), rendering)))
        },
        "expandtabs": Operation(["tabsize"]) { (value, arguments, rendering) throws(Fault) in
            try expanded(
                try rendering.softText(of: value), try arguments.number(0) ?? 8, rendering)
        },
        "format": Operation(nil) { (value, arguments, rendering) throws(Fault) in
            try rendering.filled(try rendering.softText(of: value), arguments.all)
        },
        "join": Operation(["iterable"], required: 1) {
            (value, arguments, rendering) throws(Fault) in
            let separator = try rendering.softText(of: value)
            return try rendering.joined(
                try rendering.items(of: arguments[0] ?? .none), separator)
        },
    ]

    private static func zeroFilled(
        _ text: Text, _ arguments: Bound, _ rendering: Rendering
    ) throws(Fault) -> Value {
        let width = try arguments.number(0) ?? 0
        let isSigned = text.string.hasPrefix("-") || text.string.hasPrefix("+")
        guard isSigned else { return try rendering.padded(text, to: width, "0", at: .left) }
        let rest = text.with(String(text.string.unicodeScalars.dropFirst()))
        let filled = try rendering.padded(
            rest, to: width == .min ? width : width - 1, "0", at: .left)
        return .text(
            text.with(
                String(text.string.unicodeScalars.prefix(1)) + (try rendering.text(of: filled))))
    }

    private static func expanded(
        _ text: Text, _ size: Int64, _ rendering: Rendering
    ) throws(Fault) -> Value {
        let size = Int(clamping: max(size, 0))
        var result = ""
        var column = 0
        for scalar in text.string.unicodeScalars {
            if scalar == "\t" {
                let width = size == 0 ? 0 : size - column % size
                try rendering.check(bytes: width)
                result += String(repeating: " ", count: width)
                column = size == 0 ? column : 0
                if result.utf8.count > rendering.limits.textBytes { break }
            } else {
                result.unicodeScalars.append(scalar)
                column = scalar == "\n" || scalar == "\r" ? 0 : column + 1
            }
        }
        return try rendering.text(result, isSafe: text.isSafe)
    }
}
