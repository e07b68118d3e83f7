import Domain
import Formats

extension Pause {
    /// The pause as the interface's `Pause`.
    func wire(by name: String) -> JSONValue {
        var object: JSONObject = ["at": at.wire, "by": .string(name)]
        object["until"] = until?.wire
        object["reason"] = reason.isEmpty ? nil : .string(reason)
        return .object(object)
    }
}
