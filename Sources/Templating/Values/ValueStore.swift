internal import Formats

/// Everything that holds values during one rendering, so that all of it can let go at the end.
final class ValueStore {
    private var held: [any Disposable] = []

    func keep(_ value: any Disposable) { held.append(value) }

    /// A variable's value; what is within an object follows when it is asked for.
    func value(_ json: JSONValue) -> Value {
        switch json {
        case .null: return .none
        case .bool(let value): return .boolean(value)
        case .integer(let value): return .integer(value)
        case .number(let value): return .float(value)
        case .string(let text): return .text(text)
        case .array(let elements):
            let list = ListObject(elements.map { value($0) })
            keep(list)
            return .list(list)
        case .object(let members):
            let dictionary = DictionaryObject(members, self)
            keep(dictionary)
            return .dictionary(dictionary)
        }
    }

    func dispose() {
        let all = held
        held = []
        for each in all { each.dispose() }
    }
}
