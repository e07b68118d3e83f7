/// `a ~ b ~ c`: the texts in one.
struct Concatenation: Expression {
    let parts: [any Expression]
    let offset: Int
    let depth: Int

    func evaluate(_ rendering: Rendering) throws(Fault) -> Value {
        let values = try rendering.values(of: parts)
        rendering.place = offset
        return try rendering.concatenated(values)
    }
}
