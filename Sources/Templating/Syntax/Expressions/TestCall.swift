/// `a is b(c)`.
struct TestCall: Expression {
    let subject: any Expression
    let name: String
    let arguments: CallArguments
    let offset: Int
    let depth: Int

    func evaluate(_ rendering: Rendering) throws(Fault) -> Value {
        let value = try rendering.value(of: subject)
        let arguments = try arguments.evaluate(rendering)
        rendering.place = offset
        return .boolean(try rendering.test(value, name, arguments))
    }
}
