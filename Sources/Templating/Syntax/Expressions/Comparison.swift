/// `a < b <= c`: each with its neighbour.
struct Comparison: Expression {
    struct Link: Sendable {
        let relation: Relation
        let operand: any Expression
        let offset: Int
    }

    let first: any Expression
    let links: [Link]
    let depth: Int

    func evaluate(_ rendering: Rendering) throws(Fault) -> Value {
        var left = try rendering.value(of: first)
        for link in links {
            let right = try rendering.value(of: link.operand)
            rendering.place = link.offset
            guard try rendering.holds(link.relation, left, right) else { return .boolean(false) }
            left = right
        }
        return .boolean(true)
    }
}
