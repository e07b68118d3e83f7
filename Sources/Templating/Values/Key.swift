/// What a dictionary finds its values by: values that are equal have the same one.
enum Key: Hashable {
    case undefined
    case none
    /// True, 1 and 1.0 are the same key.
    case integer(Int64)
    case float(Double)
    case text(Bytes)
    case tuple([Key])
    case object(ObjectIdentifier)

    /// A text compared by its bytes: equivalent spellings are different keys.
    struct Bytes: Hashable {
        let string: String

        static func == (left: Bytes, right: Bytes) -> Bool {
            left.string.isSame(as: right.string)
        }

        func hash(into hasher: inout Hasher) { hasher.combine(string) }
    }
}

extension Rendering {
    func key(_ value: Value, depth: Int = 0) throws(Fault) -> Key {
        switch value {
        case .undefined: return .undefined
        case .none: return .none
        case .boolean(let value): return .integer(value ? 1 : 0)
        case .integer(let value): return .integer(value)
        case .float(let value): return Int64(exactly: value).map { .integer($0) } ?? .float(value)
        case .text(let text):
            try spend(bytes: text.string.utf8.count)
            return .text(Key.Bytes(string: text.string))
        case .tuple(let tuple):
            try check(valueDepth: depth)
            try spend(items: tuple.items.count)
            var keys: [Key] = []
            for item in tuple.items { keys.append(try key(item, depth: depth + 1)) }
            return .tuple(keys)
        case .object(let object) where object.isHashable: return .object(ObjectIdentifier(object))
        default: throw .type("\(value.kindName) cannot be a key")
        }
    }
}
