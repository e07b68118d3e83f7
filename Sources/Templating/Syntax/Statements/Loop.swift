/// `{% for a in b if c recursive %} {% else %} {% endfor %}`.
struct Loop: Statement {
    let target: Target
    let iterable: any Expression
    let condition: (any Expression)?
    let isRecursive: Bool
    let body: [any Statement]
    let alternative: [any Statement]
    let offset: Int

    func run(_ rendering: Rendering) throws(Fault) {
        let value = try rendering.value(of: iterable)
        rendering.place = offset
        try repeatBody(over: value, depth: 0, rendering)
    }

    private func repeatBody(
        over value: Value, depth: Int, _ rendering: Rendering
    ) throws(Fault) {
        let outer = rendering.scope
        defer { rendering.scope = outer }
        let turns = LoopTurns(
            try rendering.cursor(of: value), outer, target, condition,
            knownCount: condition == nil ? try rendering.count(of: value) : nil)
        let loop = LoopObject(turns, depth: depth)
        try rendering.keep(loop)
        if isRecursive { loop.descend = descent(from: outer, depth: depth + 1) }
        while let item = try loop.advance(rendering) {
            try rendering.spend(TemplateLimits.stepsPerTurn)
            rendering.scope = Scope(outer)
            rendering.scope.set("loop", .object(loop))
            rendering.place = offset
            try target.assign(item, rendering)
            try rendering.run(body)
        }
        rendering.scope = outer
        if loop.index0 < 0 {
            rendering.scope = Scope(outer)
            try rendering.run(alternative)
        }
    }

    /// What `loop(…)` does: the same once more, one level down, as a text.
    private func descent(from outer: Scope, depth: Int) -> LoopObject.Descent {
        { (value, rendering) throws(Fault) in
            let scope = rendering.scope
            rendering.scope = outer
            defer { rendering.scope = scope }
            return try rendering.captured { (rendering) throws(Fault) in
                try repeatBody(over: value, depth: depth, rendering)
            }
        }
    }
}
