/// Filters about what is in lists.
extension Filter {
    private static let length = Operation<Value> { (value, _, rendering) throws(Fault) in
        guard let count = try rendering.count(of: value) else {
            throw .type("\(value.kindName) has no length")
        }
        return .integer(Int64(count))
    }

    private static let standard = Operation<Value>(["default_value", "boolean"]) {
        (value, arguments, _) throws(Fault) in
        let isMissing = if case .undefined = value { true } else { false }
        return isMissing || arguments.isTrue(1) && !value.isTrue
            ? arguments[0] ?? .text("") : value
    }

    static let lists: [String: Operation<Value>] = [
        "length": length, "count": length, "default": standard, "d": standard,
        "first": Operation { (value, _, rendering) throws(Fault) in
            try rendering.cursor(of: value).next()
                ?? .undefined(Undefined("there is no first item: there are none"))
        },
        "last": Operation { (value, _, rendering) throws(Fault) in
            if case .object(let object) = value, object is IteratorObject {
                throw .type("\(object.kindName) has no last item")
            }
            return try rendering.items(of: value).last
                ?? .undefined(Undefined("there is no last item: there are none"))
        },
        "list": Operation { (value, _, rendering) throws(Fault) in
            try rendering.list(try rendering.items(of: value))
        },
        "join": Operation(["d", "attribute"]) { (value, arguments, rendering) throws(Fault) in
            try joined(value, arguments, rendering)
        },
        "reverse": Operation { (value, _, rendering) throws(Fault) in
            if case .text(let text) = value {
                try rendering.spend(characters: text.string.utf8.count)
                return .text(text.with(String(text.scalars.reversed())))
            }
            return try rendering.iterator(try rendering.items(of: value).reversed(), "reverse")
        },
        "items": Operation { (value, _, rendering) throws(Fault) in
            switch value {
            case .undefined: return try rendering.iterator([], "items")
            case .dictionary(let dictionary):
                return try rendering.iterator(
                    try DictionaryView(dictionary, .items).values(rendering), "items")
            default: throw .type("items takes a dictionary, not \(value.kindName)")
            }
        },
        "batch": Operation(["linecount", "fill_with"], required: 1) {
            (value, arguments, rendering) throws(Fault) in
            try batched(value, arguments, rendering)
        },
        "slice": Operation(["slices", "fill_with"], required: 1) {
            (value, arguments, rendering) throws(Fault) in
            try sliced(value, arguments, rendering)
        },
        "sum": Operation(["attribute", "start"]) { (value, arguments, rendering) throws(Fault) in
            var sum = arguments[1] ?? .integer(0)
            if case .text = sum { throw .type("texts have no sum: use join") }
            let path = try AttributePath(arguments[0] ?? .none)
            for item in try rendering.items(of: value) {
                try rendering.spend(1)
                sum = try rendering.apply(.add, sum, try path.value(in: item, rendering))
            }
            return sum
        },
        "attr": Operation(["name"], required: 1) { (value, arguments, rendering) throws(Fault) in
            guard let name = try arguments.text(0)?.string else {
                throw .type("the name of an attribute is a text")
            }
            if case .undefined(let undefined) = value { throw undefined.fault }
            return try rendering.ownAttribute(name, of: value)
                ?? .undefined(Undefined("\(value.kindName) has no such attribute"))
        },
    ]

    private static func joined(
        _ value: Value, _ arguments: Bound, _ rendering: Rendering
    ) throws(Fault) -> Value {
        let path = try AttributePath(arguments[1] ?? .none)
        let separator = arguments[0] ?? .text("")
        var items: [Value] = []
        for item in try rendering.items(of: value) {
            try rendering.spend(1)
            items.append(try path.value(in: item, rendering))
        }
        let isSafe = rendering.escapes && (separator.isSafe || items.contains { $0.isSafe })
        var parts: [String] = []
        for item in items {
            parts.append(
                isSafe ? try rendering.escaped(item).string : try rendering.text(of: item))
        }
        let between =
            isSafe ? try rendering.escaped(separator).string : try rendering.text(of: separator)
        return try rendering.text(try rendering.joined(parts, between), isSafe: isSafe)
    }

    private static func batched(
        _ value: Value, _ arguments: Bound, _ rendering: Rendering
    ) throws(Fault) -> Value {
        guard let size = try arguments.number(0) else {
            throw .type("batch needs the size of a batch")
        }
        let items = try rendering.items(of: value)
        var batches: [Value] = []
        var batch: [Value] = []
        for item in items {
            if Int64(batch.count) == size {
                batches.append(try rendering.list(batch))
                batch = []
            }
            batch.append(item)
        }
        if !batch.isEmpty {
            if let fill = arguments.given(1), Int64(batch.count) < size {
                try rendering.check(items: Int(clamping: size))
                batch += repeatElement(fill, count: Int(size) - batch.count)
            }
            batches.append(try rendering.list(batch))
        }
        return try rendering.iterator(batches, "batch")
    }

    private static func sliced(
        _ value: Value, _ arguments: Bound, _ rendering: Rendering
    ) throws(Fault) -> Value {
        guard let count = try arguments.number(0) else {
            throw .type("slice needs the number of slices")
        }
        guard count != 0 else { throw .value("there is at least one slice") }
        let items = try rendering.items(of: value)
        let slices = Int(clamping: max(count, 0))
        try rendering.check(items: slices)
        var result: [Value] = []
        var start = 0
        for index in 0..<slices {
            let hasExtra = index < items.count % slices
            let end = start + items.count / slices + (hasExtra ? 1 : 0)
            var slice = Array(items[start..<end])
            if let fill = arguments.given(1), !hasExtra { slice.append(fill) }
            result.append(try rendering.list(slice))
            start = end
        }
        return try rendering.iterator(result, "slice")
    }
}
