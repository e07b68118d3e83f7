/// What `joiner()` gives: nothing when it is first called, the separator from then on.
final class JoinerObject: Object {
    private let separator: Value
    private var isUsed = false

    init(_ separator: Value) { self.separator = separator }

    override var kindName: String { "a joiner" }
    override var isCallable: Bool { true }

    override func call(_ arguments: Arguments, _ rendering: Rendering) throws(Fault) -> Value {
        _ = try arguments.bound(to: [], required: 0, of: "the joiner")
        defer { isUsed = true }
        return isUsed ? separator : .text("")
    }
}
