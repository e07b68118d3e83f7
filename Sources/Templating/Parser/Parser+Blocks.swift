internal import Formats

/// Text and tags, one after the other.
extension Parser {
    /// Parses up to a tag with one of the words, or to the end where there are none; the word is next.
    mutating func statements(until ends: [String]) throws(Fault) -> [any Statement] {
        var body: [any Statement] = []
        while true {
            let offset = current.offset
            switch kind {
            case .data(let text):
                advance()
                body.append(PlainText(text: text))
            case .variableBegin:
                advance()
                body.append(Print(value: try tupleOrExpression(), offset: offset))
                guard take(.variableEnd) else {
                    throw .syntax("unexpected \(current.shown), where \"}}\" is expected")
                }
            case .blockBegin:
                advance()
                if case .name(let name) = kind, ends.contains(name) { return body }
                if let statement = try statement() { body.append(statement) }
                try expectBlockEnd()
            default:
                guard ends.isEmpty else { return try failAtEnd() }
                return body
            }
        }
    }

    /// The rest of a tag, then what follows up to a tag with one of the words.
    mutating func block(
        _ tag: String, until ends: [String]
    ) throws(Fault) -> [any Statement] {
        _ = take(.sign(.colon))
        try expectBlockEnd()
        open.append((tag, ends))
        let known = unknown.count
        try descend()
        let body = try statements(until: ends)
        nesting -= 1
        open.removeLast()
        if tag != "if" { for index in known..<unknown.count { unknown[index].isCertain = true } }
        return body
    }

    /// A block that one word ends, which is taken too.
    mutating func block(_ tag: String, until end: String) throws(Fault) -> [any Statement] {
        let body = try block(tag, until: [end])
        advance()
        return body
    }

    private mutating func failAtEnd<Result>() throws(Fault) -> Result {
        let ends = open.last.map { Self.shown($0.ends) } ?? ""
        throw .syntax("the template ends within {% \(open.last?.tag ?? "") %}: \(ends) is missing")
    }

    private static func shown(_ ends: [String]) -> String {
        ends.map { "{% \($0) %}" }.joined(separator: " or ")
    }

    private mutating func statement() throws(Fault) -> (any Statement)? {
        guard case .name(let name) = kind else {
            throw .syntax("unexpected \(current.shown), where the name of a tag is expected")
        }
        if let parse = Self.tags[name] { return try parse(&self) }
        if Self.foreign.contains(name) {
            throw .syntax("{% \(name) %} is not available: a template has no other templates")
        }
        guard let last = open.last else { throw .syntax("there is no tag \"\(name.shown)\"") }
        throw .syntax(
            "there is no tag \"\(name.shown)\" within {% \(last.tag) %},"
                + " which \(Self.shown(last.ends)) ends")
    }

    private static let foreign: Set = ["import", "from", "include", "extends", "block"]

    private typealias TagParser = @Sendable (inout Parser) throws(Fault) -> any Statement

    private static let tags: [String: TagParser] = [
        "if": { (parser) throws(Fault) in try parser.decision() },
        "for": { (parser) throws(Fault) in try parser.loop() },
        "set": { (parser) throws(Fault) in try parser.assignment() },
        "with": { (parser) throws(Fault) in try parser.with() },
        "filter": { (parser) throws(Fault) in try parser.filterBlock() },
        "macro": { (parser) throws(Fault) in try parser.macro() },
        "call": { (parser) throws(Fault) in try parser.callBlock() },
        "autoescape": { (parser) throws(Fault) in try parser.escapeBlock() },
        "print": { (parser) throws(Fault) in try parser.printed() },
    ]

    /// The statements of the language.
    static var tagNames: [String] { tags.keys.sorted() + ["raw"] }
}
