/// Which values are equal, as Python has it: numbers by what they are worth, lists by their items.
extension Rendering {
    func areEqual(_ left: Value, _ right: Value, depth: Int = 0) throws(Fault) -> Bool {
        switch (left, right) {
        case (.undefined, .undefined), (.none, .none): return true
        case (.text(let left), .text(let right)):
            guard left.string.utf8.count == right.string.utf8.count else { return false }
            try spend(bytes: left.string.utf8.count)
            return left.string.isSame(as: right.string)
        case (.list(let left), .list(let right)):
            if left === right { return true }
            return try areEqual(left.items, right.items, depth)
        case (.tuple(let left), .tuple(let right)):
            if left === right { return true }
            return try areEqual(left.items, right.items, depth)
        case (.dictionary(let left), .dictionary(let right)):
            if left === right { return true }
            return try areEqual(left, right, depth)
        case (.object(let left), .object(let right)): return try areEqual(left, right)
        default: return Numbers.compare(left, right) == .same
        }
    }

    private func areEqual(
        _ left: [Value], _ right: [Value], _ depth: Int
    ) throws(Fault) -> Bool {
        guard left.count == right.count else { return false }
        try check(valueDepth: depth)
        for (one, other) in zip(left, right) {
            try spend(1)
            guard try areEqual(one, other, depth: depth + 1) else { return false }
        }
        return true
    }

    private func areEqual(
        _ left: DictionaryObject, _ right: DictionaryObject, _ depth: Int
    ) throws(Fault) -> Bool {
        guard left.count == right.count else { return false }
        try check(valueDepth: depth)
        for (key, value) in left.pairs {
            try spend(1)
            guard let other = right.value(try self.key(key)),
                try areEqual(value, other, depth: depth + 1)
            else { return false }
        }
        return true
    }

    private func areEqual(_ left: Object, _ right: Object) throws(Fault) -> Bool {
        if left === right { return true }
        guard let left = left as? RangeObject, let right = right as? RangeObject,
            left.length == right.length
        else { return false }
        return left.length == 0
            || left.start == right.start && (left.length == 1 || left.step == right.step)
    }

    /// Whether a value is among another's, or a text within another.
    func contains(_ container: Value, _ value: Value) throws(Fault) -> Bool {
        switch container {
        case .text(let text):
            guard case .text(let part) = value else {
                throw .type("only a text can be in a text, not \(value.kindName)")
            }
            try spend(bytes: text.string.utf8.count)
            return TextSearch(part.string).first(in: text.string) != nil
        case .dictionary(let dictionary): return dictionary.value(try key(value)) != nil
        default:
            let cursor = try cursor(of: container)
            while let item = cursor.next() {
                try spend(1)
                if try areEqual(item, value) { return true }
            }
            return false
        }
    }
}
