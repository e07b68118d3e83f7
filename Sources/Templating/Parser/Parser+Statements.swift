/// One function for each statement; its word is the current token.
extension Parser {
    mutating func decision() throws(Fault) -> any Statement {
        var branches: [Decision.Branch] = []
        let known = unknown.count
        // What stands under a condition is complained of only when it is reached.
        defer { forgive(from: known) }
        repeat {
            advance()
            let condition = try tupleOrExpression(withChoice: false)
            let body = try block("if", until: ["elif", "else", "endif"])
            branches.append(Decision.Branch(condition: condition, body: body))
        } while isName("elif")
        guard take(name: "else") else {
            advance()
            return Decision(branches: branches, alternative: [])
        }
        let alternative = try block("if", until: ["endif"])
        advance()
        return Decision(branches: branches, alternative: alternative)
    }

    mutating func loop() throws(Fault) -> any Statement {
        let offset = current.offset
        advance()
        let target = try target(until: "in")
        guard !target.names.contains("loop") else {
            return try fail(.syntax("\"loop\" cannot be the name of a loop's item"), at: offset)
        }
        try expect(name: "in")
        let iterable = try tupleOrExpression(withChoice: false, until: "recursive")
        let condition = take(name: "if") ? try expression() : nil
        let isRecursive = take(name: "recursive")
        let body = try block("for", until: ["endfor", "else"])
        var alternative: [any Statement] = []
        if take(name: "else") {
            alternative = try block("for", until: "endfor")
        } else {
            advance()
        }
        return Loop(
            target: target, iterable: iterable, condition: condition, isRecursive: isRecursive,
            body: body, alternative: alternative, offset: offset)
    }

    mutating func assignment() throws(Fault) -> any Statement {
        let offset = current.offset
        advance()
        let target = try target(withNamespaces: true)
        if take(.sign(.assign)) {
            return Assignment(target: target, value: try tupleOrExpression(), offset: offset)
        }
        let filter: (any Expression)? =
            kind == .sign(.pipe) ? try filters(on: BlockText()) : nil
        let body = try block("set", until: "endset")
        return BlockAssignment(target: target, filter: filter, body: body, offset: offset)
    }

    mutating func with() throws(Fault) -> any Statement {
        let offset = current.offset
        advance()
        var targets: [Target] = []
        var values: [any Expression] = []
        while kind != .blockEnd {
            if !targets.isEmpty { try expect(.comma) }
            targets.append(try target())
            try expect(.assign)
            values.append(try expression())
        }
        let body = try block("with", until: "endwith")
        return With(targets: targets, values: values, body: body, offset: offset)
    }

    mutating func filterBlock() throws(Fault) -> any Statement {
        let offset = current.offset
        advance()
        let filter = try filters(on: BlockText(), opening: true)
        return FilterBlock(
            filter: filter, body: try block("filter", until: "endfilter"), offset: offset)
    }

    mutating func macro() throws(Fault) -> any Statement {
        advance()
        let name = try plainName()
        return Macro(
            name: name,
            definition: try definition(name, "macro", until: "endmacro", try parameters()))
    }

    mutating func callBlock() throws(Fault) -> any Statement {
        let offset = current.offset
        advance()
        let parameters = kind == .sign(.openParenthesis) ? try parameters() : []
        let call = try expression()
        let (subject, arguments): (any Expression, CallArguments)
        switch call {
        case let call as Call: (subject, arguments) = (call.subject, call.arguments)
        case let call as MethodCall:
            (subject, arguments) = (
                AttributeAccess(
                    subject: call.subject, name: call.name, offset: call.offset, depth: call.depth),
                call.arguments
            )
        default: return try fail(.syntax("{% call %} needs a call, as in f()"), at: offset)
        }
        return CallBlock(
            definition: try definition(nil, "call", until: "endcall", parameters),
            subject: subject, arguments: arguments, offset: offset)
    }

    mutating func escapeBlock() throws(Fault) -> any Statement {
        advance()
        let value = try expression()
        return EscapeBlock(value: value, body: try block("autoescape", until: "endautoescape"))
    }

    mutating func printed() throws(Fault) -> any Statement {
        let offset = current.offset
        advance()
        var parts: [any Statement] = []
        while kind != .blockEnd {
            if !parts.isEmpty { try expect(.comma) }
            parts.append(Print(value: try expression(), offset: offset))
        }
        return Decision(branches: [], alternative: parts)
    }

    private mutating func parameters() throws(Fault) -> [Parameter] {
        try expect(.openParenthesis)
        var parameters: [Parameter] = []
        while kind != .sign(.closeParenthesis) {
            if !parameters.isEmpty { try expect(.comma) }
            let name = try plainName()
            let standard = take(.sign(.assign)) ? try expression() : nil
            guard standard != nil || parameters.last?.standard == nil else {
                throw .syntax("a parameter without a default cannot follow one that has one")
            }
            parameters.append(Parameter(name: name, standard: standard))
        }
        advance()
        return parameters
    }

    private mutating func definition(
        _ name: String?, _ tag: String, until end: String, _ parameters: [Parameter]
    ) throws(Fault) -> MacroDefinition {
        mentions.append([])
        let body = try block(tag, until: end)
        let extras = mentions.removeLast()
        if extras.contains("caller"),
            parameters.contains(where: { $0.name == "caller" && $0.standard == nil })
        {
            throw .syntax("the parameter \"caller\" needs a default")
        }
        return MacroDefinition(
            name: name, parameters: parameters, body: body,
            extras: extras.subtracting(parameters.map(\.name)))
    }
}
