internal import Formats

/// One rendering of a template: its names, its output so far, and what it has used of its limits.
final class Rendering {
    let settings: RenderSettings
    let limits: TemplateLimits
    private let variables: JSONObject
    private let store = ValueStore()
    private let root = Scope(nil)

    var scope: Scope
    /// Whether values are escaped when they are printed.
    var escapes: Bool
    /// Where in the source an error of the present operation belongs.
    var place = 0
    /// What the filters of a block are applied to.
    var blockText = Value.none
    private(set) var output = ""
    /// The lists that are being written, so that one within itself comes to an end.
    var shownObjects: Set<ObjectIdentifier> = []
    /// Whether dictionaries are written in the order of their keys.
    var sortsKeys = false
    private var steps = 0
    private(set) var depth = 0

    init(_ variables: JSONObject, _ settings: RenderSettings) {
        self.variables = variables
        self.settings = settings
        limits = settings.limits
        scope = root
        escapes = settings.escaping.isAutomatic
    }

    /// Lets go of all values, however they hold each other.
    func dispose() {
        store.dispose()
        root.dispose()
        scope = root
        blockText = .none
    }

    /// The value of a name: set by the template, a variable, or one of the functions.
    func lookUp(_ name: String) throws(Fault) -> Value? {
        if let value = scope.lookUp(name) { return value }
        if let json = variables[name] {
            let value = store.value(json)
            root.set(name, value)
            return value
        }
        guard let function = Function.table[name] else { return nil }
        let value = Value.object(FunctionObject(function))
        root.set(name, value)
        return value
    }

    func keep(_ value: any Disposable) throws(Fault) {
        try spend(1)
        store.keep(value)
    }

    // MARK: Running

    func run(_ body: [any Statement]) throws(Fault) {
        for statement in body {
            try enter()
            try statement.run(self)
            depth -= 1
        }
    }

    func value(of expression: any Expression) throws(Fault) -> Value {
        try enter()
        let value = try expression.evaluate(self)
        depth -= 1
        return value
    }

    func values(of expressions: [any Expression]) throws(Fault) -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(expressions.count)
        for expression in expressions { values.append(try value(of: expression)) }
        return values
    }

    /// One level deeper; after an error nothing goes on that would have to come back.
    func enter(levels: Int = 1) throws(Fault) {
        depth += levels
        guard depth <= limits.depth else {
            throw .limit("more than \(limits.depth) blocks and calls are within each other")
        }
        try spend(1)
    }

    func leave(levels: Int = 1) { depth -= levels }

    // MARK: Output

    func write(_ text: String) throws(Fault) {
        try spend(bytes: text.utf8.count)
        guard output.utf8.count + text.utf8.count <= limits.outputBytes else {
            throw .limit("the text has more than \(limits.outputBytes) bytes")
        }
        output += text
    }

    func print(_ value: Value) throws(Fault) {
        guard escapes else { return try write(try text(of: value)) }
        try write(try escaped(value).string)
    }

    /// Writes what a block gave, which has to be a text and is not escaped again.
    func writeText(_ value: Value) throws(Fault) {
        switch value {
        case .text(let text): try write(text.string)
        case .undefined(let undefined): throw undefined.fault
        default: throw .type("the block gives \(value.kindName) instead of a text")
        }
    }

    /// What the body prints, as a text that is safe where values are escaped.
    func captured(_ body: (Rendering) throws(Fault) -> Void) throws(Fault) -> Value {
        let outer = output
        output = ""
        try body(self)
        let text = output
        output = outer
        return .text(Text(text, isSafe: escapes))
    }

    /// The same for statements, with names of their own.
    func blockText(of body: [any Statement]) throws(Fault) -> Value {
        let outer = scope
        scope = Scope(outer)
        let text = try captured { (rendering) throws(Fault) in try rendering.run(body) }
        scope = outer
        return text
    }

    func filtered(_ text: Value, by filter: any Expression) throws(Fault) -> Value {
        let outer = blockText
        blockText = text
        defer { blockText = outer }
        return try value(of: filter)
    }

    // MARK: Limits

    func spend(_ count: Int) throws(Fault) {
        steps += count
        guard steps <= limits.steps else {
            throw .limit("it takes more than \(limits.steps) steps")
        }
    }

    func spend(items: Int) throws(Fault) { try spend(items / TemplateLimits.itemsPerStep + 1) }

    func spend(bytes: Int) throws(Fault) { try spend(bytes / TemplateLimits.bytesPerStep) }

    /// For what looks at every character of a text.
    func spend(characters bytes: Int) throws(Fault) { try spend(bytes) }

    func spend(layoutBytes bytes: Int) throws(Fault) {
        try spend(product(bytes, TemplateLimits.stepsPerLayoutByte))
    }
}
