/// A value of the language, as Python would have it; lists and dictionaries are shared.
enum Value {
    case undefined(Undefined)
    case none
    case boolean(Bool)
    case integer(Int64)
    case float(Double)
    case text(Text)
    case list(ListObject)
    case tuple(TupleObject)
    case dictionary(DictionaryObject)
    /// Whatever has behaviour of its own: ranges, functions, namespaces, loops.
    case object(Object)
}

extension Value {
    static func text(_ text: String) -> Value { .text(Text(text)) }

    /// What conditions go by: nothing, zero and the empty are false.
    var isTrue: Bool {
        switch self {
        case .undefined, .none: false
        case .boolean(let value): value
        case .integer(let value): value != 0
        case .float(let value): value != 0
        case .text(let text): !text.string.isEmpty
        case .list(let list): !list.items.isEmpty
        case .tuple(let tuple): !tuple.items.isEmpty
        case .dictionary(let dictionary): dictionary.count > 0
        case .object(let object): object.count != 0
        }
    }

    /// What the value is, in the words of messages.
    var kindName: String {
        switch self {
        case .undefined: "something undefined"
        case .none: "none"
        case .boolean: "true or false"
        case .integer: "a whole number"
        case .float: "a number"
        case .text: "a text"
        case .list: "a list"
        case .tuple: "a tuple"
        case .dictionary: "a dictionary"
        case .object(let object): object.kindName
        }
    }

    /// A whole number, for which Python takes true and false too.
    var wholeNumber: Int64? {
        switch self {
        case .integer(let value): value
        case .boolean(let value): value ? 1 : 0
        default: nil
        }
    }

    var isSafe: Bool {
        if case .text(let text) = self { text.isSafe } else { false }
    }
}
