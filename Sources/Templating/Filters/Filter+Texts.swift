/// Filters that change texts.
extension Filter {
    private static func mapped(
        _ map: @escaping @Sendable (String) -> String
    ) -> Operation<Value> {
        Operation { (value, _, rendering) throws(Fault) in
            let text = try rendering.softText(of: value)
            try rendering.spend(characters: text.string.utf8.count)
            return try rendering.text(map(text.string), isSafe: text.isSafe)
        }
    }

    static let texts: [String: Operation<Value>] = [
        "upper": mapped(Casing.upper), "lower": mapped { Casing.lower($0) },
        "capitalize": mapped(Casing.capitalized),
        "title": Operation { (value, _, rendering) throws(Fault) in
            let text = try rendering.softText(of: value).string
            try rendering.spend(characters: text.utf8.count)
            return try rendering.text(titled(text))
        },
        "trim": Operation(["chars"]) { (value, arguments, rendering) throws(Fault) in
            let text = try rendering.softText(of: value)
            let characters = try arguments.text(0)?.string
            try rendering.spend(bytes: text.string.utf8.count + (characters?.utf8.count ?? 0))
            return .text(text.with(Splitting.trimmed(text.string, characters)))
        },
        "replace": Operation(["old", "new", "count"], required: 2) {
            (value, arguments, rendering) throws(Fault) in
            try replaced(value, arguments, rendering)
        },
        "string": Operation { (value, _, rendering) throws(Fault) in
            .text(try rendering.softText(of: value))
        },
        "format": Operation(nil) { (value, arguments, rendering) throws(Fault) in
            try formatted(value, arguments.all, rendering)
        },
        "wordcount": Operation { (value, _, rendering) throws(Fault) in
            let text = try rendering.softText(of: value).string
            try rendering.spend(characters: text.utf8.count)
            var count: Int64 = 0
            var isInWord = false
            for scalar in text.unicodeScalars {
                if scalar.isWordPart, !isInWord { count += 1 }
                isInWord = scalar.isWordPart
            }
            return .integer(count)
        },
    ]

    /// A letter in upper case at the beginning and behind blanks, hyphens and opening brackets.
    private static func titled(_ text: String) -> String {
        var result = ""
        var word: [Unicode.Scalar] = []
        func flush() {
            guard let first = word.first else { return }
            result += first.properties.uppercaseMapping
            result += Casing.lower(String(word.dropFirst()))
            word = []
        }
        for scalar in text.unicodeScalars {
            if scalar.isBlank || "-({[<".unicodeScalars.contains(scalar) {
                flush()
                result.unicodeScalars.append(scalar)
            } else {
                word.append(scalar)
            }
        }
        flush()
        return result
    }

    private static func replaced(
        _ value: Value, _ arguments: Bound, _ rendering: Rendering
    ) throws(Fault) -> Value {
        let (old, new) = (arguments[0] ?? .none, arguments[1] ?? .none)
        let count = try arguments.number(2) ?? -1
        let limit = count < 0 ? Int.max : Int(count)
        var text = try rendering.softText(of: value)
        var newText = try rendering.text(of: new)
        if rendering.escapes {
            if old.isSafe || new.isSafe && !text.isSafe {
                text = try rendering.escaped(.text(text))
            }
            if text.isSafe { newText = try rendering.escaped(new).string }
        }
        let result = try Splitting.replaced(
            text.string, try rendering.text(of: old), newText, limit: limit, rendering)
        return .text(Text(result, isSafe: rendering.escapes && text.isSafe))
    }

    private static func formatted(
        _ value: Value, _ arguments: Arguments, _ rendering: Rendering
    ) throws(Fault) -> Value {
        let format = try rendering.softText(of: value)
        guard !arguments.named.isEmpty else {
            return try rendering.formatted(
                format, try rendering.tuple(arguments.positional))
        }
        guard arguments.positional.isEmpty else {
            throw .type("format takes either values or names with values")
        }
        let dictionary = try rendering.dictionary()
        for (name, value) in arguments.named {
            try dictionary.set(.text(name), value, rendering)
        }
        return try rendering.formatted(format, .dictionary(dictionary))
    }
}
