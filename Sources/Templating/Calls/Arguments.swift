/// What a filter, a function or a macro is called with.
struct Arguments {
    var positional: [Value]
    private(set) var named: [(name: String, value: Value)] = []

    init(_ positional: [Value] = []) { self.positional = positional }

    mutating func add(_ name: String, _ value: Value) throws(Fault) {
        guard !named.contains(where: { $0.name == name }) else {
            throw .type("the argument \(name) is given twice")
        }
        named.append((name, value))
    }

    /// Takes an argument out by its name.
    mutating func take(_ name: String) -> Value? {
        guard let index = named.firstIndex(where: { $0.name == name }) else { return nil }
        return named.remove(at: index).value
    }

    /// Gives each parameter its argument.
    func bound(
        to parameters: [String], required: Int, of callee: String
    ) throws(Fault) -> Bound {
        guard positional.count <= parameters.count else {
            throw .type(
                "\(callee) takes \(parameters.count) arguments, not \(positional.count)")
        }
        var values: [Value?] = positional
        values += repeatElement(nil, count: parameters.count - positional.count)
        for (name, value) in named {
            guard let index = parameters.firstIndex(of: name) else {
                throw .type("\(callee) has no argument \"\(name)\"")
            }
            guard values[index] == nil else {
                throw .type("the argument \(name) of \(callee) is given twice")
            }
            values[index] = value
        }
        if let missing = values.prefix(required).firstIndex(where: { $0 == nil }) {
            throw .type("\(callee) needs the argument \"\(parameters[missing])\"")
        }
        return Bound(values: values, all: self)
    }
}
