/// `{% set a %} {% endset %}`.
struct BlockAssignment: Statement {
    let target: Target
    let filter: (any Expression)?
    let body: [any Statement]
    let offset: Int

    func run(_ rendering: Rendering) throws(Fault) {
        let text = try rendering.blockText(of: body)
        var value = text
        if let filter {
            value = try rendering.filtered(text, by: filter)
            if rendering.escapes {
                value = .text(Text(try rendering.text(of: value), isSafe: true))
            }
        }
        rendering.place = offset
        try target.assign(value, rendering)
    }
}
