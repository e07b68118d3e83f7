/// Methods of lists; tuples have those that change nothing.
extension Method {
    private static func list(_ value: Value) -> ListObject {
        if case .list(let list) = value { list } else { ListObject([]) }
    }

    static let listMethods: [String: Operation<Value>] = [
        "append": Operation(["object"], required: 1) {
            (value, arguments, rendering) throws(Fault) in
            try rendering.check(items: list(value).items.count + 1)
            list(value).items.append(arguments[0] ?? .none)
            return .none
        },
        "extend": Operation(["iterable"], required: 1) {
            (value, arguments, rendering) throws(Fault) in
            let items = try rendering.items(of: arguments[0] ?? .none)
            try rendering.check(items: list(value).items.count + items.count)
            try rendering.spend(items: items.count)
            list(value).items += items
            return .none
        },
        "insert": Operation(["index", "object"], required: 2) {
            (value, arguments, rendering) throws(Fault) in
            let list = list(value)
            try rendering.check(items: list.items.count + 1)
            try rendering.spend(items: list.items.count)
            let index = try arguments.number(0) ?? 0
            let count = Int64(list.items.count)
            let place = min(max(index < 0 ? index + count : index, 0), count)
            list.items.insert(arguments[1] ?? .none, at: Int(place))
            return .none
        },
        "pop": Operation(["index"]) { (value, arguments, rendering) throws(Fault) in
            let list = list(value)
            guard
                let place = Index.position(
                    try arguments.number(0) ?? -1, count: list.items.count)
            else { throw .value("the list has no such item to be taken out") }
            try rendering.spend(items: list.items.count - place)
            return list.items.remove(at: place)
        },
        "remove": Operation(["value"], required: 1) {
            (value, arguments, rendering) throws(Fault) in
            let list = list(value)
            let place = try place(of: arguments[0] ?? .none, in: list.items, rendering)
            guard let place else { throw .value("the list has no such item to be taken out") }
            list.items.remove(at: place)
            return .none
        },
        "clear": Operation { (value, _, _) throws(Fault) in
            list(value).items = []
            return .none
        },
        "copy": Operation { (value, _, rendering) throws(Fault) in
            try rendering.list(list(value).items)
        },
        "reverse": Operation { (value, _, rendering) throws(Fault) in
            try rendering.spend(items: list(value).items.count)
            list(value).items.reverse()
            return .none
        },
        "sort": Operation(["key", "reverse"]) { (value, arguments, rendering) throws(Fault) in
            let items = list(value).items
            var keys = items
            if let key = arguments.given(0) {
                for (index, item) in items.enumerated() {
                    keys[index] = try rendering.call(key, Arguments([item]))
                }
            }
            list(value).items = try rendering.sorted(
                items, by: keys, descending: arguments.isTrue(1))
            return .none
        },
        "count": Operation(["value"], required: 1) {
            (value, arguments, rendering) throws(Fault) in
            var count: Int64 = 0
            for item in try rendering.items(of: value) {
                try rendering.spend(1)
                if try rendering.areEqual(item, arguments[0] ?? .none) { count += 1 }
            }
            return .integer(count)
        },
        "index": Operation(["value", "start", "stop"], required: 1) {
            (value, arguments, rendering) throws(Fault) in
            let items = try rendering.items(of: value)
            let places = Index.places(
                try arguments.number(1), try arguments.number(2), 1, count: items.count)
            for place in places {
                try rendering.spend(1)
                if try rendering.areEqual(items[place], arguments[0] ?? .none) {
                    return .integer(Int64(place))
                }
            }
            throw .value("the list has no such item")
        },
    ]

    private static func place(
        of value: Value, in items: [Value], _ rendering: Rendering
    ) throws(Fault) -> Int? {
        for (place, item) in items.enumerated() {
            try rendering.spend(1)
            if try rendering.areEqual(item, value) { return place }
        }
        return nil
    }
}
