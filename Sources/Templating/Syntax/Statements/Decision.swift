/// `{% if %} {% elif %} {% else %}`.
struct Decision: Statement {
    struct Branch: Sendable {
        let condition: any Expression
        let body: [any Statement]
    }

    let branches: [Branch]
    let alternative: [any Statement]

    func run(_ rendering: Rendering) throws(Fault) {
        for branch in branches where try rendering.value(of: branch.condition).isTrue {
            return try rendering.run(branch.body)
        }
        try rendering.run(alternative)
    }
}
