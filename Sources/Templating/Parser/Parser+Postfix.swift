internal import Formats

/// What follows a value: attributes, items, calls, filters and tests.
extension Parser {
    mutating func postfix(_ value: any Expression) throws(Fault) -> any Expression {
        var value = value
        while true {
            switch kind {
            case .sign(.dot): value = try attribute(of: value)
            case .sign(.openBracket): value = try item(of: value)
            case .sign(.openParenthesis): value = try call(of: value)
            default: return value
            }
        }
    }

    mutating func filtersAndTests(_ value: any Expression) throws(Fault) -> any Expression {
        var value = value
        while true {
            switch kind {
            case .sign(.pipe): value = try filters(on: value)
            case .name("is"): value = try test(of: value)
            case .sign(.openParenthesis): value = try call(of: value)
            default: return value
            }
        }
    }

    private mutating func attribute(of value: any Expression) throws(Fault) -> any Expression {
        let offset = current.offset
        advance()
        let depth = try depth(value)
        switch kind {
        case .name(let name):
            advance()
            return AttributeAccess(subject: value, name: name, offset: offset, depth: depth)
        case .integer(let index):
            advance()
            return ItemAccess(
                subject: value, key: Literal(content: .integer(index)), offset: offset,
                depth: depth)
        default: throw .syntax("unexpected \(current.shown), where a name is expected")
        }
    }

    private mutating func item(of value: any Expression) throws(Fault) -> any Expression {
        let offset = current.offset
        advance()
        var keys: [any Expression] = []
        while kind != .sign(.closeBracket) {
            if kind == .sign(.colon) { return try slice(of: value, from: keys, nil, offset) }
            let key = try expression()
            if kind == .sign(.colon) { return try slice(of: value, from: keys, key, offset) }
            keys.append(key)
            guard take(.sign(.comma)) else { break }
        }
        try expect(.closeBracket)
        let key = keys.count == 1 ? keys[0] : TupleLiteral(items: keys, depth: try depth(keys))
        return ItemAccess(subject: value, key: key, offset: offset, depth: try depth(value, key))
    }

    /// The rest of `[a:b:c]`, from the first colon on.
    private mutating func slice(
        of value: any Expression, from keys: [any Expression], _ first: (any Expression)?,
        _ offset: Int
    ) throws(Fault) -> any Expression {
        guard keys.isEmpty else { throw .syntax("a slice cannot be a part of several keys") }
        var bounds = [first]
        while bounds.count < 3, take(.sign(.colon)) {
            let isLeftOut = kind == .sign(.colon) || kind == .sign(.closeBracket)
            bounds.append(isLeftOut ? nil : try expression())
        }
        try expect(.closeBracket)
        while bounds.count < 3 { bounds.append(nil) }
        return SliceAccess(
            subject: value, bounds: bounds, offset: offset,
            depth: try depth([value] + bounds.compactMap { $0 }))
    }

    private mutating func call(of value: any Expression) throws(Fault) -> any Expression {
        let offset = current.offset
        let arguments = try arguments()
        if let access = value as? AttributeAccess {
            return MethodCall(
                subject: access.subject, name: access.name, arguments: arguments,
                offset: access.offset,
                depth: try checked(max(access.subject.depth, arguments.depth) + 1))
        }
        return Call(
            subject: value, arguments: arguments, offset: offset,
            depth: try checked(max(value.depth, arguments.depth) + 1))
    }

    /// `|a|b(c)`; where it opens a filter block, the first sign is left out.
    mutating func filters(
        on value: any Expression, opening: Bool = false
    ) throws(Fault) -> any Expression {
        var value = value
        var isFirst = opening
        while isFirst || take(.sign(.pipe)) {
            isFirst = false
            let offset = current.offset
            let name = try dottedName()
            if Filter.table[name] == nil { unknown.append((Filter.missing(name), offset, false)) }
            let arguments =
                kind == .sign(.openParenthesis) ? try arguments() : CallArguments()
            value = FilterCall(
                subject: value, name: name, arguments: arguments, offset: offset,
                depth: try checked(max(value.depth, arguments.depth) + 1))
        }
        return value
    }

    private mutating func dottedName() throws(Fault) -> String {
        var name = try expectName()
        while take(.sign(.dot)) { name += "." + (try expectName()) }
        return name
    }

    private mutating func test(of value: any Expression) throws(Fault) -> any Expression {
        advance()
        let isNegated = take(name: "not")
        let offset = current.offset
        let name = try dottedName()
        if Test.table[name] == nil { unknown.append((Test.missing(name), offset, false)) }
        let arguments = try testArguments()
        let test = TestCall(
            subject: value, name: name, arguments: arguments, offset: offset,
            depth: try checked(max(value.depth, arguments.depth) + 1))
        return isNegated ? Negation(operand: test, depth: try depth(test)) : test
    }

    /// A test's arguments in parentheses, or one without them.
    private mutating func testArguments() throws(Fault) -> CallArguments {
        switch kind {
        case .sign(.openParenthesis): return try arguments()
        case .name("else"), .name("or"), .name("and"): return CallArguments()
        case .name("is"): throw .syntax("tests with \"is\" cannot follow each other")
        case .name, .text, .integer, .float, .sign(.openBracket), .sign(.openBrace):
            try descend()
            let argument = try postfix(try primary())
            nesting -= 1
            return CallArguments(positional: [argument])
        default: return CallArguments()
        }
    }
}
