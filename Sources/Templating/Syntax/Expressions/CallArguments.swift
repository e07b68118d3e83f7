/// What stands between the parentheses of a call.
struct CallArguments: Sendable {
    var positional: [any Expression] = []
    var named: [(name: String, value: any Expression)] = []
    /// `*a` and `**a`.
    var rest: (any Expression)?
    var namedRest: (any Expression)?

    var depth: Int {
        let parts = positional + named.map(\.value) + [rest, namedRest].compactMap { $0 }
        return parts.map(\.depth).max() ?? 0
    }

    /// The values, among which a call block puts what it calls `caller`.
    func evaluate(
        _ rendering: Rendering, caller: Value? = nil
    ) throws(Fault) -> Arguments {
        var arguments = Arguments(try rendering.values(of: positional))
        for (name, value) in named {
            try arguments.add(name, try rendering.value(of: value))
        }
        if let caller { try arguments.add("caller", caller) }
        if let rest {
            let value = try rendering.value(of: rest)
            arguments.positional += try rendering.items(of: value)
        }
        if let namedRest {
            let value = try rendering.value(of: namedRest)
            guard case .dictionary(let dictionary) = value else {
                throw .type("what follows ** is a dictionary, not \(value.kindName)")
            }
            for (key, value) in dictionary.pairs {
                guard case .text(let name) = key else {
                    throw .type("the names of arguments are texts")
                }
                try arguments.add(name.string, value)
            }
        }
        return arguments
    }
}
