/// `a.b(c)`, without making a value of the method.
struct MethodCall: Expression {
    let subject: any Expression
    let name: String
    let arguments: CallArguments
    let offset: Int
    let depth: Int

    func evaluate(_ rendering: Rendering) throws(Fault) -> Value {
        let value = try rendering.value(of: subject)
        rendering.place = offset
        if let method = Method.of(value, named: name) {
            let arguments = try arguments.evaluate(rendering)
            rendering.place = offset
            return try rendering.call(method, on: value, arguments)
        }
        let function = try rendering.attribute(name, of: value)
        let arguments = try arguments.evaluate(rendering)
        rendering.place = offset
        return try rendering.call(function, arguments)
    }
}
