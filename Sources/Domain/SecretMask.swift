package import Formats

/// What is shown in place of secrets.
package enum SecretMask {
    package static let text = "********"

    /// The value with each text, number and truth value within it masked; keys stay to be seen, and so do
    /// references, which say only where a secret lies.
    package static func masking(_ value: JSONValue) -> JSONValue {
        switch value {
        case .null: .null
        case .string(let given) where SecretReference(given) != nil: value
        case .array(let elements): .array(elements.map(masking))
        case .object(let object):
            .object(JSONObject(object.members.map { ($0.name, masking($0.value)) }))
        default: .string(text)
        }
    }

    /// Whether a mask was sent back in place of what it hides.
    package static func isIn(_ value: JSONValue) -> Bool {
        switch value {
        case .string(let given): given == text
        case .array(let elements): elements.contains(where: isIn)
        case .object(let object): object.members.contains { isIn($0.value) }
        default: false
        }
    }
}
