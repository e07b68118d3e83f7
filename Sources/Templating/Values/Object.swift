/// A value that has behaviour of its own; what one kind does not do is refused here.
class Object {
    /// What it is, in the words of messages.
    var kindName: String { "an object" }
    /// How it prints.
    var shown: String { "<\(kindName)>" }
    /// How many items it has, if that is known.
    var count: Int? { nil }
    var isCallable: Bool { false }
    var isHashable: Bool { true }
    /// Whether its items can be asked for by number.
    var isSequence: Bool { false }

    func attribute(_ name: String, _ rendering: Rendering) throws(Fault) -> Value? { nil }

    func item(_ key: Value, _ rendering: Rendering) throws(Fault) -> Value? { nil }

    func call(_ arguments: Arguments, _ rendering: Rendering) throws(Fault) -> Value {
        throw .type("\(kindName) cannot be called")
    }

    /// Its items one after the other; nil where it has none.
    func cursor(_ rendering: Rendering) throws(Fault) -> Cursor? { nil }

    /// How it prints, where that needs its values.
    func representation(_ rendering: Rendering, depth: Int) throws(Fault) -> String { shown }
}
