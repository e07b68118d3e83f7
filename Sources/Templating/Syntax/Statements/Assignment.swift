/// `{% set a = b %}`.
struct Assignment: Statement {
    let target: Target
    let value: any Expression
    let offset: Int

    func run(_ rendering: Rendering) throws(Fault) {
        let value = try rendering.value(of: value)
        rendering.place = offset
        try target.assign(value, rendering)
    }
}
