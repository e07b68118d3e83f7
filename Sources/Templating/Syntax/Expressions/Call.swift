/// `a(b)`.
struct Call: Expression {
    let subject: any Expression
    let arguments: CallArguments
    let offset: Int
    let depth: Int

    func evaluate(_ rendering: Rendering) throws(Fault) -> Value {
        let value = try rendering.value(of: subject)
        let arguments = try arguments.evaluate(rendering)
        rendering.place = offset
        return try rendering.call(value, arguments)
    }
}
