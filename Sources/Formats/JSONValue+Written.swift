extension JSONValue {
    /// A value as people write it on a command line: a number, `true`, `false`, `null`, a list or an object
    /// as JSON has it, and anything else a text as it is.
    package init(written text: String) {
        switch try? JSONValue(parsing: text) {
        case .some(.string), nil: self = .string(text)
        case let value?: self = value
        }
    }

    /// How deep lists and objects nest; 0 for a value that is neither.
    package var depth: Int {
        switch self {
        case .array(let elements): 1 + (elements.map(\.depth).max() ?? 0)
        case .object(let object): 1 + (object.members.map(\.value.depth).max() ?? 0)
        default: 0
        }
    }

    /// Whether a text or a name within it holds a NUL byte.
    package var holdsNUL: Bool {
        switch self {
        case .string(let text): text.utf8.contains(0)
        case .array(let elements): elements.contains(where: \.holdsNUL)
        case .object(let object):
            object.members.contains { $0.name.utf8.contains(0) || $0.value.holdsNUL }
        default: false
        }
    }
}
