/// `a[b]`: the item, or else the attribute of that name.
struct ItemAccess: Expression {
    let subject: any Expression
    let key: any Expression
    let offset: Int
    let depth: Int

    func evaluate(_ rendering: Rendering) throws(Fault) -> Value {
        let value = try rendering.value(of: subject)
        let key = try rendering.value(of: key)
        rendering.place = offset
        return try rendering.item(key, of: value)
    }
}
