/// `{% filter a %} {% endfilter %}`.
struct FilterBlock: Statement {
    let filter: any Expression
    let body: [any Statement]
    let offset: Int

    func run(_ rendering: Rendering) throws(Fault) {
        let value = try rendering.filtered(try rendering.blockText(of: body), by: filter)
        rendering.place = offset
        try rendering.writeText(value)
    }
}
