/// A filter, test, method or function: its parameters, and what it does with a value.
struct Operation<Result>: Sendable {
    typealias Body = @Sendable (Value, Bound, Rendering) throws(Fault) -> Result

    /// In order; nil where it takes whatever it is given.
    let parameters: [String]?
    /// How many of them have to be given.
    let required: Int
    let body: Body

    init(_ parameters: [String]? = [], required: Int = 0, _ body: @escaping Body) {
        self.parameters = parameters
        self.required = required
        self.body = body
    }
}

extension Rendering {
    func perform<Result>(
        _ operation: Operation<Result>, _ name: String, on value: Value, _ arguments: Arguments
    ) throws(Fault) -> Result {
        try enter()
        let bound: Bound
        if let parameters = operation.parameters {
            bound = try arguments.bound(
                to: parameters, required: operation.required, of: name)
        } else {
            bound = Bound(values: [], all: arguments)
        }
        let result = try operation.body(value, bound, self)
        leave()
        return result
    }

    func filter(_ value: Value, _ name: String, _ arguments: Arguments) throws(Fault) -> Value {
        guard let filter = Filter.table[name] else { throw Filter.missing(name) }
        return try perform(filter, name, on: value, arguments)
    }

    func test(_ value: Value, _ name: String, _ arguments: Arguments) throws(Fault) -> Bool {
        guard let test = Test.table[name] else { throw Test.missing(name) }
        return try perform(test, name, on: value, arguments)
    }

    func call(_ function: Value, _ arguments: Arguments) throws(Fault) -> Value {
        switch function {
        case .undefined(let undefined): throw undefined.fault
        case .object(let object):
            try enter()
            let result = try object.call(arguments, self)
            leave()
            return result
        default: throw .type("\(function.kindName) cannot be called")
        }
    }
}
