/// A method taken from its value, to be called later.
final class MethodObject: Object {
    private let method: Method
    private let value: Value

    init(_ method: Method, _ value: Value) {
        self.method = method
        self.value = value
    }

    override var kindName: String { "the method \(method.name)" }
    override var isCallable: Bool { true }

    override func call(_ arguments: Arguments, _ rendering: Rendering) throws(Fault) -> Value {
        try rendering.call(method, on: value, arguments)
    }
}

extension Rendering {
    func call(
        _ method: Method, on value: Value, _ arguments: Arguments
    ) throws(Fault) -> Value {
        try perform(method.operation, method.name, on: value, arguments)
    }
}
