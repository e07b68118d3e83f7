/// The variable `loop`.
final class LoopObject: Object, Disposable {
    /// What `loop(…)` does in a recursive loop.
    typealias Descent = (Value, Rendering) throws(Fault) -> Value

    private let turns: LoopTurns
    private let depth: Int
    private(set) var index0 = -1
    private var previous: Value?
    private var current: Value?
    private var watched: [Value]?
    var descend: Descent?

    init(_ turns: LoopTurns, depth: Int) {
        self.turns = turns
        self.depth = depth
    }

    override var kindName: String { "the loop" }
    override var isCallable: Bool { true }

    func advance(_ rendering: Rendering) throws(Fault) -> Value? {
        guard let item = try turns.next(rendering) else { return nil }
        previous = current
        current = item
        index0 += 1
        return item
    }

    override func attribute(_ name: String, _ rendering: Rendering) throws(Fault) -> Value? {
        switch name {
        case "index": return .integer(Int64(index0 + 1))
        case "index0": return .integer(Int64(index0))
        case "first": return .boolean(index0 == 0)
        case "last": return .boolean(try turns.peek(rendering) == nil)
        case "length": return .integer(Int64(try turns.count(rendering)))
        case "revindex": return .integer(Int64(try turns.count(rendering) - index0))
        case "revindex0": return .integer(Int64(try turns.count(rendering) - index0 - 1))
        case "depth": return .integer(Int64(depth + 1))
        case "depth0": return .integer(Int64(depth))
        case "previtem": return previous ?? .undefined(Undefined("there is no previous item"))
        case "nextitem":
            return try turns.peek(rendering) ?? .undefined(Undefined("there is no next item"))
        case "cycle": return .object(LoopFunction("cycle", self))
        case "changed": return .object(LoopFunction("changed", self))
        default: return nil
        }
    }

    override func call(_ arguments: Arguments, _ rendering: Rendering) throws(Fault) -> Value {
        guard let descend else {
            throw .type("only a loop that says \"recursive\" can be called")
        }
        guard arguments.positional.count == 1, arguments.named.isEmpty else {
            throw .type("the loop is called with the items of the next level, and nothing else")
        }
        return try descend(arguments.positional[0], rendering)
    }

    fileprivate func cycle(_ values: [Value]) throws(Fault) -> Value {
        guard !values.isEmpty else { throw .type("cycle needs values to go through") }
        return values[index0 % values.count]
    }

    fileprivate func changed(
        _ values: [Value], _ rendering: Rendering
    ) throws(Fault) -> Value {
        if let watched, watched.count == values.count {
            var isSame = true
            for (one, other) in zip(watched, values) where isSame {
                isSame = try rendering.areEqual(one, other)
            }
            if isSame { return .boolean(false) }
        }
        watched = values
        return .boolean(true)
    }

    override func representation(_ rendering: Rendering, depth: Int) throws(Fault) -> String {
        "<LoopContext \(index0 + 1)/\(try turns.count(rendering))>"
    }

    func dispose() {
        previous = nil
        current = nil
        watched = nil
        descend = nil
    }
}

/// `loop.cycle` and `loop.changed`.
private final class LoopFunction: Object {
    private let name: String
    private let loop: LoopObject

    init(_ name: String, _ loop: LoopObject) {
        self.name = name
        self.loop = loop
    }

    override var kindName: String { "loop.\(name)" }
    override var isCallable: Bool { true }

    override func call(_ arguments: Arguments, _ rendering: Rendering) throws(Fault) -> Value {
        guard arguments.named.isEmpty else { throw .type("loop.\(name) takes only values") }
        return name == "cycle"
            ? try loop.cycle(arguments.positional)
            : try loop.changed(arguments.positional, rendering)
    }
}
