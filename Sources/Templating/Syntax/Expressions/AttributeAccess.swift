/// `a.b`: the attribute, or else the item of that name.
struct AttributeAccess: Expression {
    let subject: any Expression
    let name: String
    let offset: Int
    let depth: Int

    func evaluate(_ rendering: Rendering) throws(Fault) -> Value {
        let value = try rendering.value(of: subject)
        rendering.place = offset
        return try rendering.attribute(name, of: value)
    }
}
