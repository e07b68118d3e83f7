/// `{% with a = b %} {% endwith %}`.
struct With: Statement {
    let targets: [Target]
    let values: [any Expression]
    let body: [any Statement]
    let offset: Int

    func run(_ rendering: Rendering) throws(Fault) {
        let values = try rendering.values(of: values)
        rendering.place = offset
        let outer = rendering.scope
        rendering.scope = Scope(outer)
        defer { rendering.scope = outer }
        for (target, value) in zip(targets, values) { try target.assign(value, rendering) }
        try rendering.run(body)
    }
}
