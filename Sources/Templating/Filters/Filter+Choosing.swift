/// Filters that apply others, or tests, to each item.
extension Filter {
    static let choosing: [String: Operation<Value>] = [
        "map": Operation(nil) { (value, arguments, rendering) throws(Fault) in
            try mapped(value, arguments.all, rendering)
        },
        "select": choosing(keepsFitting: true, byAttribute: false, "select"),
        "reject": choosing(keepsFitting: false, byAttribute: false, "reject"),
        "selectattr": choosing(keepsFitting: true, byAttribute: true, "selectattr"),
        "rejectattr": choosing(keepsFitting: false, byAttribute: true, "rejectattr"),
    ]

    private static func mapped(
        _ value: Value, _ arguments: Arguments, _ rendering: Rendering
    ) throws(Fault) -> Value {
        var arguments = arguments
        guard value.isTrue else { return try rendering.iterator([], "map") }
        let items = try rendering.items(of: value)
        var results: [Value] = []
        results.reserveCapacity(items.count)
        if arguments.positional.isEmpty, let attribute = arguments.take("attribute") {
            let path = try AttributePath(attribute)
            let standard = arguments.take("default")
            if let (name, _) = arguments.named.first {
                throw .type("map has no argument \"\(name)\"")
            }
            for item in items {
                let isGiven = if case .none? = standard { false } else { true }
                results.append(
                    try path.value(in: item, default: isGiven ? standard : nil, rendering))
            }
            return try rendering.iterator(results, "map")
        }
        guard case .text(let name)? = arguments.positional.first else {
            throw .type("map needs the name of a filter or an attribute")
        }
        arguments.positional.removeFirst()
        for item in items {
            // Filters that call filters need much of the stack.
            try rendering.enter(levels: 4)
            results.append(try rendering.filter(item, name.string, arguments))
            rendering.leave(levels: 4)
        }
        return try rendering.iterator(results, "map")
    }

    private static func choosing(
        keepsFitting: Bool, byAttribute: Bool, _ name: String
    ) -> Operation<Value> {
        Operation(nil) { (value, arguments, rendering) throws(Fault) in
            var arguments = arguments.all
            guard value.isTrue else { return try rendering.iterator([], name) }
            let items = try rendering.items(of: value)
            var path = try AttributePath(.none)
            if byAttribute {
                guard let attribute = arguments.positional.first else {
                    throw .type("\(name) needs the name of an attribute")
                }
                path = try AttributePath(attribute)
                arguments.positional.removeFirst()
            }
            var test: String?
            if let given = arguments.positional.first {
                guard case .text(let text) = given else {
                    throw .type("\(name) needs the name of a test")
                }
                test = text.string
                arguments.positional.removeFirst()
            }
            var results: [Value] = []
            for item in items {
                try rendering.spend(1)
                let subject = try path.value(in: item, rendering)
                let fits =
                    if let test {
                        try rendering.test(subject, test, arguments)
                    } else {
                        subject.isTrue
                    }
                if fits == keepsFitting { results.append(item) }
            }
            return try rendering.iterator(results, name)
        }
    }
}
