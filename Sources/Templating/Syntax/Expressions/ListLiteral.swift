/// `[a, b]`.
struct ListLiteral: Expression {
    let items: [any Expression]
    let depth: Int

    func evaluate(_ rendering: Rendering) throws(Fault) -> Value {
        try rendering.list(try rendering.values(of: items))
    }
}
