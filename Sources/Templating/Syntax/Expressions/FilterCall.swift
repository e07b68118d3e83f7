/// `a|b(c)`; within a filter block the value is what the block gave.
struct FilterCall: Expression {
    let subject: any Expression
    let name: String
    let arguments: CallArguments
    let offset: Int
    let depth: Int

    func evaluate(_ rendering: Rendering) throws(Fault) -> Value {
        let value = try rendering.value(of: subject)
        let arguments = try arguments.evaluate(rendering)
        rendering.place = offset
        return try rendering.filter(value, name, arguments)
    }
}
