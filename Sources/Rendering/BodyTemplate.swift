package import Domain
package import Formats
import Templating

/// A value whose texts are templates, such as the body that a webhook's author wrote.
///
/// `{{ runs }}` gives the runs as JSON. Names of members and what is no text stay as they are.
package struct BodyTemplate: Sendable {
    private let value: JSONValue
    private let path: String

    /// - Parameter path: what remarks call the value, such as the parameter's name.
    package init(_ value: JSONValue, path: String) {
        self.value = value
        self.path = path
    }

    /// The value with its texts rendered.
    ///
    /// A text that cannot be rendered stays as it is written, and a remark says so.
    package func filled(
        for message: Message, now: Timestamp
    ) -> (value: JSONValue, remarks: [String]) {
        let count = Self.templates(in: value)
        if count == 0 { return (value, []) }
        var filling = BodyFilling(message, now: now, sharing: count)
        return (filling.filled(value, path), filling.remarks)
    }

    /// How many of a value's texts there is anything to render in.
    package static func templates(in value: JSONValue) -> Int {
        switch value {
        case .string(let text): Template.hasMarkup(text) ? 1 : 0
        case .array(let elements): elements.reduce(0) { $0 + templates(in: $1) }
        case .object(let object): object.members.reduce(0) { $0 + templates(in: $1.value) }
        case .null, .bool, .integer, .number: 0
        }
    }
}
