import Domain
import Formats

extension Delivery {
    /// The delivery as the interface's `Delivery`.
    var wire: JSONValue {
        var object: JSONObject = [
            "id": .string(id.description), "project": .string(key.project.text),
            "schedule": .string(key.name.text),
            "notification": .string(id.notification.text), "kind": .string(kind),
            "state": .string(state.rawValue), "attempts": .integer(attempts),
            "created_at": createdAt.wire,
        ]
        object["run"] = run.map { .string($0.description) }
        object["next_attempt_at"] = nextAttemptAt?.wire
        object["ended_at"] = endedAt?.wire
        object["reason"] = reason.isEmpty ? nil : .string(reason)
        return .object(object)
    }
}
