internal import Formats

/// A function that every template has.
struct Function: Sendable {
    let name: String
    let operation: Operation<Value>

    static let table: [String: Function] = Dictionary(
        uniqueKeysWithValues: operations.map { ($0, Function(name: $0, operation: $1)) })

    private static let operations: [String: Operation<Value>] = [
        "range": Operation(nil) { (_, arguments, rendering) throws(Fault) in
            try range(arguments.all, rendering)
        },
        "dict": Operation(nil) { (_, arguments, rendering) throws(Fault) in
            .dictionary(try dictionary(arguments.all, rendering))
        },
        "namespace": Operation(nil) { (_, arguments, rendering) throws(Fault) in
            let namespace = NamespaceObject(try dictionary(arguments.all, rendering))
            try rendering.keep(namespace)
            return .object(namespace)
        },
        "now": Operation(["format"]) { (_, arguments, rendering) throws(Fault) in
            let now = rendering.settings.now
            guard let format = try arguments.text(0) else { return .text(now.description) }
            return try rendering.text(try TimeFormat(format.string).text(of: now, rendering))
        },
        "cycler": Operation(nil) { (_, arguments, rendering) throws(Fault) in
            guard !arguments.all.positional.isEmpty, arguments.all.named.isEmpty else {
                throw .type("cycler needs values to go through, and nothing else")
            }
            let cycler = CyclerObject(arguments.all.positional)
            try rendering.keep(cycler)
            return .object(cycler)
        },
        "joiner": Operation(["sep"]) { (_, arguments, rendering) throws(Fault) in
            .object(JoinerObject(arguments[0] ?? .text(", ")))
        },
    ]

    private static func range(
        _ arguments: Arguments, _ rendering: Rendering
    ) throws(Fault) -> Value {
        guard (1...3).contains(arguments.positional.count), arguments.named.isEmpty else {
            throw .type("range takes one, two or three numbers")
        }
        var numbers: [Int64] = []
        for value in arguments.positional {
            if case .undefined(let undefined) = value { throw undefined.fault }
            guard let number = value.wholeNumber else {
                throw .type("range takes whole numbers, not \(value.kindName)")
            }
            numbers.append(number)
        }
        let step = numbers.count == 3 ? numbers[2] : 1
        guard step != 0 else { throw .value("the step of a range cannot be 0") }
        let range = RangeObject(
            start: numbers.count == 1 ? 0 : numbers[0],
            end: numbers.count == 1 ? numbers[0] : numbers[1], step: step)
        guard range.length <= rendering.limits.rangeLength else {
            throw .limit("a range has at most \(rendering.limits.rangeLength) numbers")
        }
        return .object(range)
    }

    /// What `dict(…)` makes: of a dictionary or of pairs, and of named arguments.
    private static func dictionary(
        _ arguments: Arguments, _ rendering: Rendering
    ) throws(Fault) -> DictionaryObject {
        let result = try rendering.dictionary()
        guard arguments.positional.count <= 1 else {
            throw .type("a dictionary is made of one value at most")
        }
        if let value = arguments.positional.first { try result.update(value, rendering) }
        for (name, value) in arguments.named { try result.set(.text(name), value, rendering) }
        return result
    }
}

extension DictionaryObject {
    /// Takes over what a dictionary or a list of pairs has.
    func update(_ value: Value, _ rendering: Rendering) throws(Fault) {
        if case .dictionary(let other) = value {
            for (key, value) in other.pairs { try set(key, value, rendering) }
            return
        }
        if case .undefined(let undefined) = value { throw undefined.fault }
        for item in try rendering.items(of: value) {
            let pair = try rendering.items(of: item)
            guard pair.count == 2 else { throw .value("a pair has two values, not \(pair.count)") }
            try set(pair[0], pair[1], rendering)
        }
    }
}
