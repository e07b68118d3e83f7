/// `{% autoescape a %} {% endautoescape %}`.
struct EscapeBlock: Statement {
    let value: any Expression
    let body: [any Statement]

    func run(_ rendering: Rendering) throws(Fault) {
        let escaped = rendering.escapes
        let outer = rendering.scope
        rendering.escapes = try rendering.value(of: value).isTrue
        rendering.scope = Scope(outer)
        defer {
            rendering.escapes = escaped
            rendering.scope = outer
        }
        try rendering.run(body)
    }
}
