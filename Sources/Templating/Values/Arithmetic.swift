/// Operators on values: numbers, and what Python lets one do with texts and lists.
extension Rendering {
    func apply(
        _ sign: ArithmeticOperator, _ left: Value, _ right: Value
    ) throws(Fault) -> Value {
        if sign == .power { try spend(TemplateLimits.stepsPerFloat) }
        if let one = Numbers.number(left), let other = Numbers.number(right) {
            return try Numbers.apply(sign, one, other)
        }
        if case .undefined(let undefined) = left { throw undefined.fault }
        switch sign {
        case .add: if let sum = try joined(left, right) { return sum }
        case .multiply: if let product = try repeated(left, right) { return product }
        case .remainder:
            if case .text(let format) = left { return try formatted(format, right) }
        default: break
        }
        if case .undefined(let undefined) = right { throw undefined.fault }
        throw .type(
            "\(left.kindName) \(sign.sign) \(right.kindName) is not possible")
    }

    private func joined(_ left: Value, _ right: Value) throws(Fault) -> Value? {
        switch (left, right) {
        case (.text(let left), .text(let right)):
            guard left.isSafe || right.isSafe else {
                return try text(left.string + right.string)
            }
            let text = try escaped(.text(left)).string + escaped(.text(right)).string
            return try self.text(text, isSafe: true)
        case (.list(let left), .list(let right)):
            try check(items: left.items.count + right.items.count)
            return try list(left.items + right.items)
        case (.tuple(let left), .tuple(let right)):
            try check(items: left.items.count + right.items.count)
            return try tuple(left.items + right.items)
        default: return nil
        }
    }

    private func repeated(_ left: Value, _ right: Value) throws(Fault) -> Value? {
        if let count = left.wholeNumber { return try repeated(right, count: count) }
        if let count = right.wholeNumber { return try repeated(left, count: count) }
        return nil
    }

    private func repeated(_ value: Value, count: Int64) throws(Fault) -> Value? {
        let count = Int(clamping: max(count, 0))
        switch value {
        case .text(let text):
            try check(bytes: product(text.string.utf8.count, count))
            return .text(text.with(String(repeating: text.string, count: count)))
        case .list(let list): return try self.list(repeated(list.items, count))
        case .tuple(let tuple): return try self.tuple(repeated(tuple.items, count))
        default: return nil
        }
    }

    private func repeated(_ items: [Value], _ count: Int) throws(Fault) -> [Value] {
        try check(items: product(items.count, count))
        return Array(repeatElement(items, count: items.isEmpty ? 0 : count).joined())
    }

    func signed(_ value: Value, isNegative: Bool) throws(Fault) -> Value {
        switch Numbers.number(value) {
        case .whole(let number)?:
            guard isNegative else { return .integer(number) }
            let (result, overflow) = Int64(0).subtractingReportingOverflow(number)
            if overflow { throw Numbers.overflow }
            return .integer(result)
        case .float(let number)?: return .float(isNegative ? -number : number)
        case nil:
            if case .undefined(let undefined) = value { throw undefined.fault }
            throw .type("\(value.kindName) has no sign")
        }
    }
}
