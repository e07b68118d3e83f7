/// `(a, b)`, the parentheses of which may be left out in places.
struct TupleLiteral: Expression {
    let items: [any Expression]
    let depth: Int

    func evaluate(_ rendering: Rendering) throws(Fault) -> Value {
        try rendering.tuple(try rendering.values(of: items))
    }
}
