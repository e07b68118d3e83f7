/// `a if b else c`.
struct Choice: Expression {
    let condition: any Expression
    let value: any Expression
    let alternative: (any Expression)?
    let depth: Int

    func evaluate(_ rendering: Rendering) throws(Fault) -> Value {
        if try rendering.value(of: condition).isTrue { return try rendering.value(of: value) }
        guard let alternative else {
            return .undefined(
                Undefined("the inline \"if\" was false and has no \"else\""))
        }
        return try rendering.value(of: alternative)
    }
}
