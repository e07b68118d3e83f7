/// `a[b:c:d]`.
struct SliceAccess: Expression {
    let subject: any Expression
    let bounds: [(any Expression)?]
    let offset: Int
    let depth: Int

    func evaluate(_ rendering: Rendering) throws(Fault) -> Value {
        let value = try rendering.value(of: subject)
        var numbers: [Value] = []
        for bound in bounds {
            guard let bound else {
                numbers.append(.none)
                continue
            }
            numbers.append(try rendering.value(of: bound))
        }
        rendering.place = offset
        return try rendering.slice(value, numbers)
    }
}
