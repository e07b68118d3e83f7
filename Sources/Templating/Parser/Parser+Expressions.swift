internal import Formats

/// Expressions. Operators of all ranks are read by one function, so that brackets within brackets
/// take little of the stack.
extension Parser {
    mutating func expression(withChoice: Bool = true) throws(Fault) -> any Expression {
        try descend()
        let value = withChoice ? try choice() : try operators(from: .or)
        nesting -= 1
        return value
    }

    /// An expression, or several with commas between them, which are a tuple.
    mutating func tupleOrExpression(
        withChoice: Bool = true, until end: String? = nil, inParentheses: Bool = false
    ) throws(Fault) -> any Expression {
        var items: [any Expression] = []
        var isTuple = false
        while !tupleEnds(end) {
            items.append(try expression(withChoice: withChoice))
            guard take(.sign(.comma)) else { break }
            isTuple = true
        }
        if !isTuple, let item = items.first { return item }
        guard isTuple || inParentheses else {
            throw .syntax("unexpected \(current.shown), where an expression is expected")
        }
        return TupleLiteral(items: items, depth: try depth(items))
    }

    private func tupleEnds(_ end: String?) -> Bool {
        switch kind {
        case .variableEnd, .blockEnd, .sign(.closeParenthesis): true
        case .name(let name): name == end
        default: false
        }
    }

    private mutating func choice() throws(Fault) -> any Expression {
        let known = unknown.count
        var value = try operators(from: .or)
        while take(name: "if") {
            let condition = try operators(from: .or)
            var alternative: (any Expression)?
            if take(name: "else") { alternative = try expression() }
            value = Choice(
                condition: condition, value: value, alternative: alternative,
                depth: try depth([condition, value] + [alternative].compactMap { $0 }))
            forgive(from: known)
        }
        return value
    }

    /// An operand, and all operators behind it that hold at least as tightly.
    private mutating func operators(from lowest: OperatorRank) throws(Fault) -> any Expression {
        var value = try operand(lowest)
        while let rank = operatorRank, rank.rawValue >= lowest.rawValue {
            value = try chain(from: value, rank)
        }
        return value
    }

    private mutating func operand(_ lowest: OperatorRank) throws(Fault) -> any Expression {
        guard lowest.rawValue <= OperatorRank.not.rawValue, take(name: "not") else {
            return try unary(withFilters: true)
        }
        try descend()
        let operand = try operators(from: .not)
        nesting -= 1
        return Negation(operand: operand, depth: try depth(operand))
    }

    /// The rank of the operator that is next.
    private var operatorRank: OperatorRank? {
        switch kind {
        case .sign(.tilde): .concatenation
        case .sign(let sign):
            ArithmeticOperator(sign)?.rank ?? Relation(sign).map { _ in .comparison }
        case .name("or"): .or
        case .name("and"): .and
        case .name("in"): .comparison
        case .name("not"): next == .name("in") ? .comparison : nil
        default: nil
        }
    }

    private mutating func chain(
        from first: any Expression, _ rank: OperatorRank
    ) throws(Fault) -> any Expression {
        switch rank {
        case .or: try junction(from: first, isAnd: false)
        case .and: try junction(from: first, isAnd: true)
        case .comparison: try comparison(from: first)
        case .concatenation: try concatenation(from: first)
        default: try arithmetic(from: first, rank)
        }
    }

    private mutating func junction(
        from first: any Expression, isAnd: Bool
    ) throws(Fault) -> any Expression {
        var parts = [first]
        while take(name: isAnd ? "and" : "or") {
            parts.append(try operators(from: isAnd ? .not : .and))
        }
        return Junction(isAnd: isAnd, parts: parts, depth: try depth(parts))
    }

    private mutating func comparison(from first: any Expression) throws(Fault) -> any Expression {
        var links: [Comparison.Link] = []
        while let relation = relation {
            let offset = current.offset
            advance()
            if relation == .notIn { advance() }
            links.append(
                Comparison.Link(
                    relation: relation, operand: try operators(from: .sum), offset: offset))
        }
        return Comparison(
            first: first, links: links, depth: try depth([first] + links.map(\.operand)))
    }

    private var relation: Relation? {
        switch kind {
        case .sign(let sign): Relation(sign)
        case .name("in"): .isIn
        case .name("not"): next == .name("in") ? .notIn : nil
        default: nil
        }
    }

    private mutating func concatenation(
        from first: any Expression
    ) throws(Fault) -> any Expression {
        var parts = [first]
        let offset = current.offset
        while take(.sign(.tilde)) { parts.append(try operators(from: .product)) }
        return Concatenation(parts: parts, offset: offset, depth: try depth(parts))
    }

    private mutating func arithmetic(
        from first: any Expression, _ rank: OperatorRank
    ) throws(Fault) -> any Expression {
        var links: [OperatorChain.Link] = []
        while case .sign(let sign) = kind, let found = ArithmeticOperator(sign), found.rank == rank
        {
            let offset = current.offset
            advance()
            links.append(
                OperatorChain.Link(
                    sign: found, operand: try operators(from: rank.next), offset: offset))
        }
        return OperatorChain(
            first: first, links: links, depth: try depth([first] + links.map(\.operand)))
    }

    private mutating func unary(withFilters: Bool) throws(Fault) -> any Expression {
        let offset = current.offset
        var value: any Expression
        if kind == .sign(.minus) || kind == .sign(.plus) {
            let isNegative = kind == .sign(.minus)
            advance()
            try descend()
            let operand = try unary(withFilters: false)
            nesting -= 1
            value = Signed(
                isNegative: isNegative, operand: operand, offset: offset,
                depth: try depth(operand))
        } else {
            value = try primary()
        }
        value = try postfix(value)
        return withFilters ? try filtersAndTests(value) : value
    }
}
