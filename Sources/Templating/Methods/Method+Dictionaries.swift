/// Methods of dictionaries.
extension Method {
    private static func dictionary(_ value: Value) -> DictionaryObject {
        if case .dictionary(let dictionary) = value { dictionary } else { DictionaryObject() }
    }

    private static func view(_ part: DictionaryView.Part) -> Operation<Value> {
        Operation { (value, _, _) throws(Fault) in
            .object(DictionaryView(dictionary(value), part))
        }
    }

    static let dictionaryMethods: [String: Operation<Value>] = [
        "keys": view(.keys), "values": view(.values), "items": view(.items),
        "get": Operation(["key", "default"], required: 1) {
            (value, arguments, rendering) throws(Fault) in
            let key = try rendering.key(arguments[0] ?? .none)
            return dictionary(value).value(key) ?? arguments[1] ?? .none
        },
        "setdefault": Operation(["key", "default"], required: 1) {
            (value, arguments, rendering) throws(Fault) in
            let key = arguments[0] ?? .none
            if let found = dictionary(value).value(try rendering.key(key)) { return found }
            try dictionary(value).set(key, arguments[1] ?? .none, rendering)
            return arguments[1] ?? .none
        },
        "pop": Operation(["key", "default"], required: 1) {
            (value, arguments, rendering) throws(Fault) in
            let key = try rendering.key(arguments[0] ?? .none)
            if let found = try dictionary(value).remove(key, rendering) { return found.value }
            guard let standard = arguments[1] else {
                throw .value("the dictionary has no such key")
            }
            return standard
        },
        "popitem": Operation { (value, _, rendering) throws(Fault) in
            guard let last = dictionary(value).pairs.last,
                let pair = try dictionary(value).remove(
                    try rendering.key(last.key), rendering)
            else { throw .value("the dictionary is empty") }
            return try rendering.tuple([pair.key, pair.value])
        },
        "update": Operation(nil) { (value, arguments, rendering) throws(Fault) in
            guard arguments.all.positional.count <= 1 else {
                throw .type("update takes one dictionary at most")
            }
            if let other = arguments.all.positional.first {
                try dictionary(value).update(other, rendering)
            }
            for (name, each) in arguments.all.named {
                try dictionary(value).set(.text(name), each, rendering)
            }
            return .none
        },
        "clear": Operation { (value, _, _) throws(Fault) in
            dictionary(value).removeAll()
            return .none
        },
        "copy": Operation { (value, _, rendering) throws(Fault) in
            let copy = try rendering.dictionary()
            try copy.update(value, rendering)
            return .dictionary(copy)
        },
    ]
}
