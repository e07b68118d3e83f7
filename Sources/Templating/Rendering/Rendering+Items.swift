internal import Formats

/// Going through values, and taking something out of them.
extension Rendering {
    func cursor(of value: Value) throws(Fault) -> Cursor {
        switch value {
        case .undefined: return Cursor([])
        case .list(let list): return Cursor(list)
        case .tuple(let tuple): return Cursor(tuple.items)
        case .dictionary(let dictionary):
            try spend(items: dictionary.count)
            return Cursor(dictionary.pairs.map(\.key))
        case .text(let text):
            try spend(characters: text.string.utf8.count)
            return Cursor(text.string.unicodeScalars.map { .text(String($0)) })
        case .object(let object):
            if let cursor = try object.cursor(self) { return cursor }
        default: break
        }
        throw .type("\(value.kindName) has no items to go through")
    }

    func isIterable(_ value: Value) throws(Fault) -> Bool {
        switch value {
        case .none, .boolean, .integer, .float: false
        case .object(let object): object is IteratorObject || object.count != nil
        default: true
        }
    }

    /// All items of a value.
    func items(of value: Value) throws(Fault) -> [Value] {
        switch value {
        case .list(let list): return list.items
        case .tuple(let tuple): return tuple.items
        default:
            let cursor = try cursor(of: value)
            var items: [Value] = []
            while let item = cursor.next() {
                items.append(item)
                if items.count % TemplateLimits.itemsPerStep == 0 { try spend(1) }
            }
            try check(items: items.count)
            return items
        }
    }

    func count(of value: Value) throws(Fault) -> Int? {
        if case .text(let text) = value { try spend(bytes: text.string.utf8.count) }
        return switch value {
        case .undefined: 0
        case .list(let list): list.items.count
        case .tuple(let tuple): tuple.items.count
        case .dictionary(let dictionary): dictionary.count
        case .text(let text): text.length
        case .object(let object): object.count
        default: nil
        }
    }

    func attribute(_ name: String, of value: Value) throws(Fault) -> Value {
        if case .undefined(let undefined) = value { throw undefined.fault }
        if let found = try ownAttribute(name, of: value) { return found }
        if let found = try ownItem(.text(name), of: value) { return found }
        return absent(.text(name), in: value)
    }

    func item(_ key: Value, of value: Value) throws(Fault) -> Value {
        if case .undefined(let undefined) = value { throw undefined.fault }
        if let found = try ownItem(key, of: value) { return found }
        if case .text(let name) = key, let found = try ownAttribute(name.string, of: value) {
            return found
        }
        return absent(key, in: value)
    }

    private func absent(_ key: Value, in value: Value) -> Value {
        let shown: String
        switch key {
        case .text(let text): shown = "\"\(text.string.shown)\""
        case .integer(let index): shown = "item \(index)"
        default: shown = key.kindName
        }
        return .undefined(Undefined("\(value.kindName) has no \(shown)"))
    }

    /// Methods and what else is reached by name alone.
    func ownAttribute(_ name: String, of value: Value) throws(Fault) -> Value? {
        if let method = Method.of(value, named: name) {
            return .object(MethodObject(method, value))
        }
        switch value {
        case .object(let object): return try object.attribute(name, self)
        case .tuple(let tuple): return tuple.named(name)
        default: return nil
        }
    }

    private func ownItem(_ key: Value, of value: Value) throws(Fault) -> Value? {
        switch value {
        case .dictionary(let dictionary):
            guard case .some(let key) = try keyIfAny(key) else { return nil }
            return dictionary.value(key)
        case .list(let list): return element(key, of: list.items)
        case .tuple(let tuple): return element(key, of: tuple.items)
        case .text(let text): return try character(key, of: text)
        case .object(let object): return try object.item(key, self)
        default: return nil
        }
    }

    /// The key of a value; nil for one that cannot be one.
    private func keyIfAny(_ value: Value) throws(Fault) -> Key? {
        do throws(Fault) {
            return try key(value)
        } catch {
            if error.kind == .limit { throw error }
            return nil
        }
    }

    private func element(_ key: Value, of items: [Value]) -> Value? {
        guard let index = key.wholeNumber else { return nil }
        return Index.position(index, count: items.count).map { items[$0] }
    }

    private func character(_ key: Value, of text: Text) throws(Fault) -> Value? {
        guard let index = key.wholeNumber else { return nil }
        try spend(bytes: text.string.utf8.count)
        let scalars = text.scalars
        return Index.position(index, count: scalars.count).map {
            .text(text.with(String(scalars[$0])))
        }
    }

    func slice(_ value: Value, _ bounds: [Value]) throws(Fault) -> Value {
        if case .undefined(let undefined) = value { throw undefined.fault }
        var numbers: [Int64?] = []
        for bound in bounds {
            if case .none = bound {
                numbers.append(nil)
            } else if let number = bound.wholeNumber {
                numbers.append(number)
            } else {
                throw .type("the bounds of a slice are whole numbers, not \(bound.kindName)")
            }
        }
        let step = numbers[2] ?? 1
        guard let count = try sliceableCount(value) else {
            throw .type("\(value.kindName) cannot be sliced")
        }
        guard step != 0 else { throw .value("the step of a slice cannot be 0") }
        let places = Index.places(numbers[0], numbers[1], step, count: count)
        switch value {
        case .list(let list): return try self.list(places.map { list.items[$0] })
        case .tuple(let tuple): return try self.tuple(places.map { tuple.items[$0] })
        case .text(let text):
            try spend(bytes: text.string.utf8.count)
            let scalars = text.scalars
            return try self.text(String(places.map { scalars[$0] }), isSafe: text.isSafe)
        case .object(let range as RangeObject):
            return range.slice(numbers[0], numbers[1], step)
        default: throw .type("\(value.kindName) cannot be sliced")
        }
    }

    private func sliceableCount(_ value: Value) throws(Fault) -> Int? {
        switch value {
        case .list, .tuple, .text: try count(of: value)
        case .object(let object as RangeObject): object.length
        default: nil
        }
    }
}
