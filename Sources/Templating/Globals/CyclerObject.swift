/// What `cycler()` gives: values one after the other, over and over.
final class CyclerObject: Object, Disposable {
    private var values: [Value]
    private var position = 0

    init(_ values: [Value]) { self.values = values }

    override var kindName: String { "a cycler" }

    override func attribute(_ name: String, _ rendering: Rendering) throws(Fault) -> Value? {
        switch name {
        case "current": values[position]
        case "next", "reset": .object(CyclerFunction(name, self))
        default: nil
        }
    }

    fileprivate func next() -> Value {
        defer { position = (position + 1) % values.count }
        return values[position]
    }

    fileprivate func reset() { position = 0 }

    func dispose() { values = [.none] }
}

/// `next()` and `reset()` of a cycler.
private final class CyclerFunction: Object {
    private let name: String
    private let cycler: CyclerObject

    init(_ name: String, _ cycler: CyclerObject) {
        self.name = name
        self.cycler = cycler
    }

    override var isCallable: Bool { true }

    override func call(_ arguments: Arguments, _ rendering: Rendering) throws(Fault) -> Value {
        _ = try arguments.bound(to: [], required: 0, of: "cycler.\(name)")
        if name == "next" { return cycler.next() }
        cycler.reset()
        return .none
    }
}
