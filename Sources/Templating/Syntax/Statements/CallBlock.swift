/// `{% call(a) b(c) %} {% endcall %}`.
struct CallBlock: Statement {
    let definition: MacroDefinition
    let subject: any Expression
    let arguments: CallArguments
    let offset: Int

    func run(_ rendering: Rendering) throws(Fault) {
        let function = try rendering.value(of: subject)
        let caller = MacroObject(definition, rendering.scope, escapes: rendering.escapes)
        try rendering.keep(caller)
        rendering.place = offset
        let arguments = try arguments.evaluate(rendering, caller: .object(caller))
        rendering.place = offset
        try rendering.writeText(try rendering.call(function, arguments))
    }
}
