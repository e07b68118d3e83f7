/// Methods of texts that look for something in them or cut them up.
extension Method {
    private static func splitting(fromBack: Bool) -> Operation<Value> {
        Operation(["sep", "maxsplit"]) { (value, arguments, rendering) throws(Fault) in
            let text = try rendering.softText(of: value)
            let count = try arguments.number(1) ?? -1
            let limit = count < 0 ? Int.max : Int(count)
            try rendering.spend(characters: text.string.utf8.count)
            guard let separator = try arguments.text(0)?.string else {
                let words = Splitting.words(text.string, limit: limit, fromBack: fromBack)
                return try rendering.texts(words, isSafe: text.isSafe)
            }
            guard !separator.isEmpty else { throw .value("the separator is empty") }
            return try rendering.texts(
                Splitting.parts(text.string, separator, limit: limit, fromBack: fromBack),
                isSafe: text.isSafe)
        }
    }

    private static func parting(fromBack: Bool) -> Operation<Value> {
        Operation(["sep"], required: 1) { (value, arguments, rendering) throws(Fault) in
            let text = try rendering.softText(of: value)
            let separator = try required(arguments, 0).string
            guard !separator.isEmpty else { throw .value("the separator is empty") }
            try rendering.spend(bytes: text.string.utf8.count)
            var parts = Splitting.parts(
                text.string, separator, limit: 1, fromBack: fromBack)
            if parts.count == 2 {
                parts.insert(separator, at: 1)
            } else {
                parts = fromBack ? ["", "", text.string] : [text.string, "", ""]
            }
            return try rendering.tuple(parts.map { .text(text.with($0)) })
        }
    }

    /// Whether one of several texts stands at an end of the part from `start` to `end`.
    private static func touching(front: Bool) -> Operation<Value> {
        Operation(["text", "start", "end"], required: 1) {
            (value, arguments, rendering) throws(Fault) in
            let part = try Part(value, arguments, rendering)
            let wanted: [Value]
            if case .tuple(let tuple)? = arguments[0] {
                wanted = tuple.items
            } else {
                wanted = [.text(try required(arguments, 0))]
            }
            for each in wanted {
                guard case .text(let text) = each else { throw .type("a text is needed") }
                try rendering.spend(bytes: text.string.utf8.count)
                guard part.isWithin else { continue }
                let bytes = Array(text.string.utf8)
                if front ? part.bytes.starts(with: bytes) : ends(part.bytes, bytes) {
                    return .boolean(true)
                }
            }
            return .boolean(false)
        }
    }

    /// Where a text stands, counted in characters.
    private static func finding(fromBack: Bool, isNeeded: Bool) -> Operation<Value> {
        Operation(["text", "start", "end"], required: 1) {
            (value, arguments, rendering) throws(Fault) in
            let part = try Part(value, arguments, rendering)
            if let place = part.place(of: try required(arguments, 0).string, fromBack: fromBack) {
                return .integer(Int64(place))
            }
            if isNeeded { throw .value("the text is not in the other one") }
            return .integer(-1)
        }
    }

    static let partMethods: [String: Operation<Value>] = [
        "split": splitting(fromBack: false), "rsplit": splitting(fromBack: true),
        "partition": parting(fromBack: false), "rpartition": parting(fromBack: true),
        "startswith": touching(front: true), "endswith": touching(front: false),
        "find": finding(fromBack: false, isNeeded: false),
        "rfind": finding(fromBack: true, isNeeded: false),
        "index": finding(fromBack: false, isNeeded: true),
        "rindex": finding(fromBack: true, isNeeded: true),
        "count": Operation(["text", "start", "end"], required: 1) {
            (value, arguments, rendering) throws(Fault) in
            let part = try Part(value, arguments, rendering)
            let wanted = try required(arguments, 0).string
            guard part.isWithin else { return .integer(0) }
            guard !wanted.isEmpty else { return .integer(Int64(part.length + 1)) }
            return .integer(Int64(TextSearch(wanted).all(in: part.bytes).count))
        },
        "splitlines": Operation(["keepends"]) { (value, arguments, rendering) throws(Fault) in
            let text = try rendering.softText(of: value)
            try rendering.spend(characters: text.string.utf8.count)
            return try rendering.texts(
                Splitting.lines(text.string, keepingEnds: arguments.isTrue(0)),
                isSafe: text.isSafe)
        },
    ]
}

/// The part of a text that a method looks at.
private struct Part {
    let bytes: [UInt8]
    /// Characters before it.
    let start: Int
    let length: Int
    /// Whether it begins within the text: where it does not, not even an empty text is in it.
    let isWithin: Bool

    init(_ value: Value, _ arguments: Bound, _ rendering: Rendering) throws(Fault) {
        let text = try rendering.softText(of: value)
        try rendering.spend(bytes: text.string.utf8.count)
        guard arguments.given(1) != nil || arguments.given(2) != nil else {
            bytes = Array(text.string.utf8)
            start = 0
            length = text.length
            isWithin = true
            return
        }
        let scalars = text.scalars
        let (first, last) = Index.bounds(
            try arguments.number(1), try arguments.number(2), 1, count: scalars.count)
        let given = try arguments.number(1) ?? 0
        isWithin = first <= last && given <= Int64(scalars.count)
        start = Int(first)
        let range = start..<max(start, Int(last))
        bytes = Array(String(scalars[range]).utf8)
        length = range.count
    }

    func place(of text: String, fromBack: Bool) -> Int? {
        guard isWithin else { return nil }
        let pattern = Array(text.utf8)
        let place =
            fromBack
            ? TextSearch(pattern.reversed()).first(in: bytes.reversed())
                .map { bytes.count - $0 - pattern.count }
            : TextSearch(pattern).first(in: bytes)
        return place.map { place in
            start + bytes[..<place].lazy.filter { $0 & 0xC0 != 0x80 }.count
        }
    }
}
