extension Node {
    /// The value as it came over the wire; it has no places.
    package init(json value: JSONValue) {
        switch value {
        case .null: self.init(.null)
        case .bool(let value): self.init(.bool(value))
        case .integer(let value): self.init(.integer(value))
        case .number(let value): self.init(.number(value))
        case .string(let text): self.init(.text(text))
        case .array(let elements): self.init(.list(elements.map { Node(json: $0) }))
        case .object(let object):
            self.init(
                .map(object.members.map { Member(key: $0.name, value: Node(json: $0.value)) }))
        }
    }

    /// The value without its places.
    package var json: JSONValue {
        switch content {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .integer(let value): return .integer(value)
        case .number(let value): return .number(value)
        case .text(let text): return .string(text)
        case .list(let elements): return .array(elements.map(\.json))
        case .map(let members):
            var object = JSONObject()
            for member in members { object.append(member.key, member.value.json) }
            return .object(object)
        }
    }
}
