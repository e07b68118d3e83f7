/// `-a`, `+a`.
struct Signed: Expression {
    let isNegative: Bool
    let operand: any Expression
    let offset: Int
    let depth: Int

    func evaluate(_ rendering: Rendering) throws(Fault) -> Value {
        let value = try rendering.value(of: operand)
        rendering.place = offset
        return try rendering.signed(value, isNegative: isNegative)
    }
}
