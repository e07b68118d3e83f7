import Domain
import Formats

extension Denial {
    /// The denial as the interface's `Denial`.
    func wire(by name: String) -> JSONValue {
        var object: JSONObject = [
            "address": .string(pattern.text), "by": .string(name), "since": since.wire,
        ]
        object["kind"] = kind.map(JSONValue.string)
        object["reason"] = reason.isEmpty ? nil : .string(reason)
        return .object(object)
    }
}
