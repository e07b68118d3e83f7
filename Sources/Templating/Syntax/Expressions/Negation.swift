/// `not a`.
struct Negation: Expression {
    let operand: any Expression
    let depth: Int

    func evaluate(_ rendering: Rendering) throws(Fault) -> Value {
        .boolean(!(try rendering.value(of: operand).isTrue))
    }
}
