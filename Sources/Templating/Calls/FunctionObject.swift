/// One of the functions that every template has.
final class FunctionObject: Object {
    private let function: Function

    init(_ function: Function) { self.function = function }

    override var kindName: String { "the function \(function.name)" }
    override var isCallable: Bool { true }

    override func call(_ arguments: Arguments, _ rendering: Rendering) throws(Fault) -> Value {
        try rendering.perform(function.operation, function.name, on: .none, arguments)
    }
}
