/// What a value is given to: a name, an attribute of a namespace, or several of them.
indirect enum Target: Sendable {
    case name(String)
    case attribute(of: String, name: String)
    case several([Target])

    func assign(_ value: Value, _ rendering: Rendering) throws(Fault) {
        switch self {
        case .name(let name): rendering.scope.set(name, value)
        case .attribute(let owner, let name):
            guard case .object(let object)? = try rendering.lookUp(owner),
                let namespace = object as? NamespaceObject
            else { throw .type("\"\(owner)\" is not a namespace: nothing in it can be set") }
            try namespace.set(name, value, rendering)
        case .several(let targets):
            let values = try rendering.items(of: value)
            guard values.count == targets.count else {
                throw .value(
                    "\(values.count) values cannot be given to \(targets.count) names")
            }
            for (target, value) in zip(targets, values) { try target.assign(value, rendering) }
        }
    }

    /// The plain names in it.
    var names: [String] {
        switch self {
        case .name(let name): [name]
        case .attribute: []
        case .several(let targets): targets.flatMap(\.names)
        }
    }
}
