/// `a and b and c`, `a or b`: the first part that decides.
struct Junction: Expression {
    let isAnd: Bool
    let parts: [any Expression]
    let depth: Int

    func evaluate(_ rendering: Rendering) throws(Fault) -> Value {
        var value = Value.none
        for part in parts {
            value = try rendering.value(of: part)
            if value.isTrue != isAnd { return value }
        }
        return value
    }
}
