internal import Formats

/// Names, literals and what is in brackets.
extension Parser {
    mutating func primary() throws(Fault) -> any Expression {
        switch kind {
        case .name(let name):
            advance()
            return named(name)
        case .text(let text):
            advance()
            return Literal(content: .text(text + following()))
        case .integer(let value):
            advance()
            return Literal(content: .integer(value))
        case .float(let value):
            advance()
            return Literal(content: .float(value))
        case .sign(.openParenthesis): return try parenthesized()
        case .sign(.openBracket): return try list()
        case .sign(.openBrace): return try dictionary()
        default: throw .syntax("unexpected \(current.shown), where an expression is expected")
        }
    }

    private mutating func named(_ name: String) -> any Expression {
        switch name {
        case "true", "True": return Literal(content: .boolean(true))
        case "false", "False": return Literal(content: .boolean(false))
        case "none", "None": return Literal(content: .none)
        default:
            if ["caller", "varargs", "kwargs"].contains(name) {
                for index in mentions.indices { mentions[index].insert(name) }
            }
            return Variable(name: name)
        }
    }

    /// Texts in quotes one after the other are one text.
    private mutating func following() -> String {
        var text = ""
        while case .text(let more) = kind {
            advance()
            text += more
        }
        return text
    }

    private mutating func parenthesized() throws(Fault) -> any Expression {
        advance()
        let value = try tupleOrExpression(inParentheses: true)
        try expect(.closeParenthesis)
        return value
    }

    private mutating func list() throws(Fault) -> any Expression {
        advance()
        var items: [any Expression] = []
        while kind != .sign(.closeBracket) {
            items.append(try expression())
            guard take(.sign(.comma)) else { break }
        }
        try expect(.closeBracket)
        return ListLiteral(items: items, depth: try depth(items))
    }

    private mutating func dictionary() throws(Fault) -> any Expression {
        let offset = current.offset
        advance()
        var keys: [any Expression] = []
        var values: [any Expression] = []
        while kind != .sign(.closeBrace) {
            keys.append(try expression())
            try expect(.colon)
            values.append(try expression())
            guard take(.sign(.comma)) else { break }
        }
        try expect(.closeBrace)
        return DictionaryLiteral(
            keys: keys, values: values, offset: offset, depth: try depth(keys + values))
    }
}
