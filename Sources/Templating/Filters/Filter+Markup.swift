/// Filters about HTML and addresses.
extension Filter {
    private static let escaping = Operation<Value> { (value, _, rendering) throws(Fault) in
        .text(try rendering.escaped(value))
    }

    static let markup: [String: Operation<Value>] = [
        "e": escaping, "escape": escaping,
        "forceescape": Operation { (value, _, rendering) throws(Fault) in
            .text(try rendering.escaped(.text(try rendering.text(of: value))))
        },
        "safe": Operation { (value, _, rendering) throws(Fault) in
            .text(Text(try rendering.text(of: value), isSafe: true))
        },
        "striptags": Operation { (value, _, rendering) throws(Fault) in
            let text = try rendering.text(of: value)
            try rendering.spend(characters: text.utf8.count)
            return try rendering.text(MarkupText.stripped(text))
        },
        "urlencode": Operation { (value, _, rendering) throws(Fault) in
            try encoded(value, rendering)
        },
        "urlize": Operation(
            ["trim_url_limit", "nofollow", "target", "rel", "extra_schemes"]
        ) { (value, arguments, rendering) throws(Fault) in
            try linked(value, arguments, rendering)
        },
        "xmlattr": Operation(["autospace"]) { (value, arguments, rendering) throws(Fault) in
            try attributes(value, arguments, rendering)
        },
    ]

    private static func encoded(_ value: Value, _ rendering: Rendering) throws(Fault) -> Value {
        switch value {
        case .text, .none, .boolean, .integer, .float:
            return try rendering.text(
                PercentEncoding.path(try rendering.text(of: value)))
        default: break
        }
        var pairs: [Value] = []
        if case .dictionary(let dictionary) = value {
            for (key, value) in dictionary.pairs {
                pairs.append(try rendering.tuple([key, value]))
            }
        } else {
            pairs = try rendering.items(of: value)
        }
        var parts: [String] = []
        for pair in pairs {
            let both = try rendering.items(of: pair)
            guard both.count == 2 else { throw .value("a pair has two values, not \(both.count)") }
            let name = PercentEncoding.query(try rendering.text(of: both[0]))
            parts.append(name + "=" + PercentEncoding.query(try rendering.text(of: both[1])))
        }
        return try rendering.text(try rendering.joined(parts, "&"))
    }

    private static func attributes(
        _ value: Value, _ arguments: Bound, _ rendering: Rendering
    ) throws(Fault) -> Value {
        guard case .dictionary(let dictionary) = value else {
            if case .undefined(let undefined) = value { throw undefined.fault }
            throw .type("xmlattr takes a dictionary, not \(value.kindName)")
        }
        var parts: [String] = []
        for (key, value) in dictionary.pairs {
            switch value {
            case .none, .undefined: continue
            default: break
            }
            guard case .text(let name) = key else {
                throw .type("the names of attributes are texts")
            }
            let isWrong = name.string.unicodeScalars.contains {
                $0.value < 0x80
                    && ($0 == "/" || $0 == ">" || $0 == "=" || $0 == " "
                        || (0x09...0x0D).contains($0.value))
            }
            guard !isWrong else {
                throw .value("a blank, \"/\", \">\" or \"=\" is in the name of an attribute")
            }
            let escapedName = name.isSafe ? name.string : Escaping.html(name.string)
            let escapedValue =
                value.isSafe
                ? try rendering.text(of: value) : Escaping.html(try rendering.text(of: value))
            parts.append("\(escapedName)=\"\(escapedValue)\"")
        }
        var text = try rendering.joined(parts, " ")
        if arguments.isTrue(0, true), !text.isEmpty { text = " " + text }
        return try rendering.text(text, isSafe: rendering.escapes)
    }

    private static func linked(
        _ value: Value, _ arguments: Bound, _ rendering: Rendering
    ) throws(Fault) -> Value {
        var relations = Set(
            Splitting.words(try arguments.text(3)?.string ?? "", limit: .max) + ["noopener"])
        if arguments.isTrue(1) { relations.insert("nofollow") }
        var schemes: [String] = []
        if let given = arguments.given(4) {
            for scheme in try rendering.items(of: given) {
                guard case .text(let text) = scheme, Links.isScheme(text.string) else {
                    throw .value("a scheme is letters and a colon, as in \"tel:\"")
                }
                schemes.append(text.string)
            }
        }
        let links = Links(
            limit: try arguments.number(0).map { Int(clamping: $0) },
            relation: relations.sorted { $0.precedes($1) }.joined(separator: " "),
            target: try arguments.text(2)?.string, schemes: schemes)
        let text =
            value.isSafe
            ? try rendering.text(of: value) : Escaping.html(try rendering.text(of: value))
        try rendering.spend(layoutBytes: text.utf8.count)
        return try rendering.text(
            try links.marked(text, rendering), isSafe: rendering.escapes)
    }
}
