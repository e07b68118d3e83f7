/// A macro with the names that it can see.
final class MacroObject: Object, Disposable {
    private let definition: MacroDefinition
    private var scope: Scope
    /// Whether values are escaped where it was defined.
    private let escapes: Bool

    init(_ definition: MacroDefinition, _ scope: Scope, escapes: Bool) {
        self.definition = definition
        self.scope = scope
        self.escapes = escapes
    }

    override var kindName: String { "the macro \(definition.name ?? "of the call block")" }
    override var shown: String {
        "<Macro \(definition.name.map(Quotation.python) ?? "anonymous")>"
    }
    override var isCallable: Bool { true }

    override func attribute(_ name: String, _ rendering: Rendering) throws(Fault) -> Value? {
        switch name {
        case "name": definition.name.map { .text($0) } ?? Value.none
        case "arguments": try rendering.tuple(definition.parameters.map { .text($0.name) })
        case "catch_kwargs": .boolean(definition.extras.contains("kwargs"))
        case "catch_varargs": .boolean(definition.extras.contains("varargs"))
        case "caller": .boolean(definition.extras.contains("caller"))
        default: nil
        }
    }

    override func call(_ arguments: Arguments, _ rendering: Rendering) throws(Fault) -> Value {
        let (outer, outerEscapes) = (rendering.scope, rendering.escapes)
        let inner = Scope(scope)
        rendering.scope = inner
        rendering.escapes = escapes
        try bind(arguments, inner, rendering)
        let result = try rendering.captured { (rendering) throws(Fault) in
            try rendering.run(definition.body)
        }
        rendering.scope = outer
        rendering.escapes = outerEscapes
        guard case .text(let text) = result else { return result }
        return .text(Text(text.string, isSafe: outerEscapes))
    }

    private func bind(
        _ arguments: Arguments, _ scope: Scope, _ rendering: Rendering
    ) throws(Fault) {
        var arguments = arguments
        let parameters = definition.parameters
        for (parameter, value) in zip(parameters, arguments.positional) {
            scope.set(parameter.name, value)
        }
        // A default may use the arguments before it, so all that are given come first.
        var missing: [Parameter] = []
        for parameter in parameters.dropFirst(arguments.positional.count) {
            if let value = arguments.take(parameter.name) {
                scope.set(parameter.name, value)
            } else {
                scope.set(parameter.name, .undefined(absent(parameter.name)))
                missing.append(parameter)
            }
        }
        try bindExtras(&arguments, scope, rendering)
        for parameter in missing {
            guard let standard = parameter.standard else { continue }
            scope.set(parameter.name, try rendering.value(of: standard))
        }
    }

    private func absent(_ name: String) -> Undefined {
        Undefined("the parameter \"\(name)\" of \(kindName) was not given")
    }

    private func bindExtras(
        _ arguments: inout Arguments, _ scope: Scope, _ rendering: Rendering
    ) throws(Fault) {
        let extras = definition.extras
        if extras.contains("caller") {
            scope.set(
                "caller",
                arguments.take("caller")
                    ?? .undefined(Undefined("the macro was not called by a call block")))
        }
        if extras.contains("kwargs") {
            let dictionary = try rendering.dictionary()
            for (name, value) in arguments.named {
                try dictionary.set(.text(name), value, rendering)
            }
            scope.set("kwargs", .dictionary(dictionary))
        } else if let (name, _) = arguments.named.first {
            throw .type("\(kindName) has no argument \"\(name)\"")
        }
        let more = Array(arguments.positional.dropFirst(definition.parameters.count))
        if extras.contains("varargs") {
            scope.set("varargs", try rendering.tuple(more))
        } else if !more.isEmpty {
            throw .type(
                "\(kindName) takes \(definition.parameters.count) arguments,"
                    + " not \(arguments.positional.count)")
        }
    }

    func dispose() { scope = Scope(nil) }
}
