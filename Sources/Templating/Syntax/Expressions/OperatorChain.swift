/// `a + b - c`: operators of one rank, from the left.
struct OperatorChain: Expression {
    struct Link: Sendable {
        let sign: ArithmeticOperator
        let operand: any Expression
        let offset: Int
    }

    let first: any Expression
    let links: [Link]
    let depth: Int

    func evaluate(_ rendering: Rendering) throws(Fault) -> Value {
        var value = try rendering.value(of: first)
        for link in links {
            let operand = try rendering.value(of: link.operand)
            rendering.place = link.offset
            value = try rendering.apply(link.sign, value, operand)
        }
        return value
    }
}
