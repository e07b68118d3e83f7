import Domain
import Formats

extension DeliveryAttempt {
    /// The attempt as the interface's `DeliveryAttempt`.
    var wire: JSONValue {
        var object: JSONObject = [
            "number": .integer(number), "started_at": startedAt.wire,
            "duration_seconds": .number(duration.fractionalSeconds),
            "verdict": .string(verdict.rawValue),
        ]
        object["status"] = status.map(JSONValue.integer)
        object["answer"] = answer.isEmpty ? nil : .string(answer)
        object["reason"] = reason.isEmpty ? nil : .string(reason)
        return .object(object)
    }
}
