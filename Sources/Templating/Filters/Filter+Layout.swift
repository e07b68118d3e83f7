/// Filters that arrange texts.
extension Filter {
    static let layout: [String: Operation<Value>] = [
        "center": Operation(["width"]) { (value, arguments, rendering) throws(Fault) in
            try rendering.padded(
                try rendering.softText(of: value), to: try arguments.number(0) ?? 80,
                at: .center)
        },
        "indent": Operation(["width", "first", "blank"]) {
            (value, arguments, rendering) throws(Fault) in
            try indented(value, arguments, rendering)
        },
        "truncate": Operation(["length", "killwords", "end", "leeway"]) {
            (value, arguments, rendering) throws(Fault) in
            try truncated(value, arguments, rendering)
        },
        "wordwrap": Operation(
            ["width", "break_long_words", "wrapstring", "break_on_hyphens"]
        ) { (value, arguments, rendering) throws(Fault) in
            guard case .text(let text) = value else { throw needsText("wordwrap", value) }
            let separator = try arguments.text(2) ?? Text("\n")
            let wrapping = WordWrap(
                width: Int(clamping: try arguments.number(0) ?? 79),
                breaksLongWords: arguments.isTrue(1, true),
                breaksOnHyphens: arguments.isTrue(3, true))
            guard wrapping.width > 0 else { throw .value("lines have at least one character") }
            try rendering.spend(layoutBytes: text.string.utf8.count)
            var lines: [String] = []
            for line in Splitting.lines(text.string) {
                let wrapped = wrapping.lines(of: line)
                lines.append(try rendering.joined(wrapped, separator.string))
            }
            return try rendering.text(
                try rendering.joined(lines, separator.string), isSafe: separator.isSafe)
        },
    ]

    static func needsText(_ name: String, _ value: Value) -> Fault {
        if case .undefined(let undefined) = value { return undefined.fault }
        return .type("\(name) takes a text, not \(value.kindName)")
    }

    private static func indented(
        _ value: Value, _ arguments: Bound, _ rendering: Rendering
    ) throws(Fault) -> Value {
        guard case .text(let text) = value else { throw needsText("indent", value) }
        var indentation: String
        if case .text(let given)? = arguments[0] {
            indentation = given.string
        } else {
            let width = Int(clamping: max(try arguments.number(0) ?? 4, 0))
            try rendering.check(bytes: width)
            indentation = String(repeating: " ", count: width)
        }
        try rendering.spend(characters: text.string.utf8.count)
        let lines = Splitting.lines(text.string + "\n")
        try rendering.check(
            bytes: rendering.product(lines.count, indentation.utf8.count))
        let isBlankIndented = arguments.isTrue(2)
        var result = arguments.isTrue(1) ? indentation : ""
        for (index, line) in lines.enumerated() {
            if index > 0 {
                result += "\n"
                if isBlankIndented || !line.isEmpty { result += indentation }
            }
            result += line
        }
        return try rendering.text(result, isSafe: text.isSafe)
    }

    private static func truncated(
        _ value: Value, _ arguments: Bound, _ rendering: Rendering
    ) throws(Fault) -> Value {
        let length = try arguments.number(0) ?? 255
        let end = try arguments.text(2) ?? Text("...")
        let leeway = try arguments.number(3) ?? 5
        let endLength = Int64(end.length)
        guard length >= endLength else {
            throw .value("a length of at least \(endLength) is needed, not \(length)")
        }
        guard leeway >= 0 else { throw .value("the leeway is not negative") }
        guard let count = try rendering.count(of: value) else { throw needsText("truncate", value) }
        let (most, overflow) = length.addingReportingOverflow(leeway)
        if overflow || Int64(count) <= most { return value }
        guard case .text(let text) = value else { throw needsText("truncate", value) }
        try rendering.spend(bytes: text.string.utf8.count)
        var kept = text.scalars.prefix(Int(length - endLength))
        if !arguments.isTrue(1), let blank = kept.lastIndex(of: " ") { kept = kept[..<blank] }
        return try rendering.apply(
            .add, .text(text.with(String(kept))), .text(end))
    }
}
