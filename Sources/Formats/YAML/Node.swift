/// A value that somebody wrote, with the place of each of its parts where there is a file.
package struct Node: Sendable {
    package enum Content: Sendable {
        case null
        case bool(Bool)
        case integer(Int64)
        case number(Double)
        case text(String)
        case list([Node])
        case map([Member])
    }

    /// One key of a map and what belongs to it.
    package struct Member: Sendable {
        package let key: String
        package let keyPosition: TextPosition?
        package let value: Node

        package init(key: String, keyPosition: TextPosition? = nil, value: Node) {
            self.key = key
            self.keyPosition = keyPosition
            self.value = value
        }
    }

    package let content: Content
    package let position: TextPosition?
    /// A number, truth value or null as it was written in a file: `010`, `0x1F`, `True`.
    package let source: String?

    package init(_ content: Content, position: TextPosition? = nil, source: String? = nil) {
        self.content = content
        self.position = position
        self.source = source
    }

    /// What the node is, in the words of error messages.
    package var kind: String {
        switch content {
        case .null: "null"
        case .bool: "true or false"
        case .integer: "a whole number"
        case .number: "a number"
        case .text: "a text"
        case .list: "a list"
        case .map: "an object"
        }
    }

    package var isNull: Bool {
        if case .null = content { true } else { false }
    }
}
