/// Filters about the order of items.
extension Filter {
    static let ordering: [String: Operation<Value>] = [
        "sort": Operation(["reverse", "case_sensitive", "attribute"]) {
            (value, arguments, rendering) throws(Fault) in
            let items = try rendering.items(of: value)
            let paths = try AttributePath.several(arguments.given(2))
            var keys: [Value] = []
            for item in items {
                var parts: [Value] = []
                for path in paths {
                    parts.append(
                        try path.value(in: item, rendering)
                            .folded(arguments.isTrue(1), rendering))
                }
                keys.append(try rendering.list(parts))
            }
            return try rendering.list(
                try rendering.sorted(items, by: keys, descending: arguments.isTrue(0)))
        },
        "dictsort": Operation(["case_sensitive", "by", "reverse"]) {
            (value, arguments, rendering) throws(Fault) in
            guard case .dictionary(let dictionary) = value else {
                if case .undefined(let undefined) = value { throw undefined.fault }
                throw .type("dictsort takes a dictionary, not \(value.kindName)")
            }
            let by = try arguments.text(1)?.string ?? "key"
            guard by == "key" || by == "value" else {
                throw .value("dictionaries are sorted by \"key\" or by \"value\"")
            }
            var keys: [Value] = []
            for (key, value) in dictionary.pairs {
                keys.append(
                    try (by == "key" ? key : value).folded(arguments.isTrue(0), rendering))
            }
            let items = try DictionaryView(dictionary, .items).values(rendering)
            return try rendering.list(
                try rendering.sorted(items, by: keys, descending: arguments.isTrue(2)))
        },
        "groupby": Operation(["attribute", "default", "case_sensitive"], required: 1) {
            (value, arguments, rendering) throws(Fault) in
            try grouped(value, arguments, rendering)
        },
        "unique": Operation(["case_sensitive", "attribute"]) {
            (value, arguments, rendering) throws(Fault) in
            let path = try AttributePath(arguments[1] ?? .none)
            var seen: Set<Key> = []
            var items: [Value] = []
            for item in try rendering.items(of: value) {
                try rendering.spend(1)
                let key = try path.value(in: item, rendering)
                    .folded(arguments.isTrue(0), rendering)
                if seen.insert(try rendering.key(key)).inserted { items.append(item) }
            }
            return try rendering.iterator(items, "unique")
        },
        "min": extreme(.less, "min"), "max": extreme(.greater, "max"),
    ]

    private static func extreme(_ order: Numbers.Order, _ name: String) -> Operation<Value> {
        Operation(["case_sensitive", "attribute"]) {
            (value, arguments, rendering) throws(Fault) in
            let path = try AttributePath(arguments[1] ?? .none)
            var best: (item: Value, key: Value)?
            for item in try rendering.items(of: value) {
                try rendering.spend(1)
                let key = try path.value(in: item, rendering)
                    .folded(arguments.isTrue(0), rendering)
                guard let found = best else {
                    best = (item, key)
                    continue
                }
                if try rendering.order(key, found.key) == order { best = (item, key) }
            }
            return best?.item
                ?? .undefined(Undefined("there is no \(name): there are no items"))
        }
    }

    /// The items with the same attribute together, in the order of the attribute.
    private static func grouped(
        _ value: Value, _ arguments: Bound, _ rendering: Rendering
    ) throws(Fault) -> Value {
        let path = try AttributePath(arguments[0] ?? .none)
        let items = try rendering.items(of: value)
        var pairs: [Value] = []
        var keys: [Value] = []
        for item in items {
            let found = try path.value(in: item, default: arguments.given(1), rendering)
            let key = try found.folded(arguments.isTrue(2), rendering)
            pairs.append(try rendering.tuple([key, item, found]))
            keys.append(key)
        }
        var groups: [Value] = []
        var current: (key: Value, shown: Value, items: [Value])?
        for pair in try rendering.sorted(pairs, by: keys) {
            guard case .tuple(let tuple) = pair else { continue }
            let (key, item, found) = (tuple.items[0], tuple.items[1], tuple.items[2])
            if let group = current, try rendering.areEqual(group.key, key) {
                current?.items.append(item)
            } else {
                if let current { groups.append(try group(current.shown, current.items, rendering)) }
                current = (key, found, [item])
            }
        }
        if let current { groups.append(try group(current.shown, current.items, rendering)) }
        return try rendering.list(groups)
    }

    private static func group(
        _ key: Value, _ items: [Value], _ rendering: Rendering
    ) throws(Fault) -> Value {
        try rendering.tuple([key, try rendering.list(items)], names: ["grouper", "list"])
    }
}
