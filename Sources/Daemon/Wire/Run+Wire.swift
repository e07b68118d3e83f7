import Domain
import Formats

extension Run {
    /// The run as the interface's `Run`.
    func wire(owner: String) -> JSONValue {
        var object: JSONObject = [
            "uid": .string(uid.description), "project": .string(key.project.text),
            "schedule": .string(key.name.text), "owner": .string(owner),
            "trigger": .string(trigger.rawValue), "state": .string(state.rawValue),
            "count": .integer(count), "attempt": .integer(attempt),
            "created_at": .string(createdAt.description),
        ]
        object["occurrence"] = occurrence?.wire
        object["last_occurrence"] = lastOccurrence?.wire
        object["waiting"] = isWaiting ? true : nil
        object["start_after"] = startAfter?.wire
        object["reason"] = (reason?.rawValue ?? skipReason?.rawValue).map(JSONValue.string)
        object["message"] = message.isEmpty ? nil : .string(message)
        object["started_at"] = startedAt?.wire
        object["ended_at"] = endedAt?.wire
        exit?.write(into: &object)
        object["usage"] = usage?.object
        object["parameters"] = parameters.isEmpty ? nil : .object(parameters)
        object["results"] = results.values.isEmpty ? nil : .object(results.values)
        object["results_error"] = results.error.map(JSONValue.string)
        return .object(object)
    }
}

extension Attempt {
    /// The attempt as the interface's `Attempt`.
    var wire: JSONValue {
        var object: JSONObject = [
            "number": .integer(number), "ended_at": endedAt.wire,
            "reason": .string(reason.rawValue), "message": .string(message),
        ]
        object["started_at"] = startedAt?.wire
        exit?.write(into: &object)
        return .object(object)
    }
}

extension ExitStatus {
    fileprivate func write(into object: inout JSONObject) {
        switch self {
        case .exited(let code): object["exit_code"] = .integer(Int64(code))
        case .signalled(let signal): object["signal"] = .string(SignalName.of(signal))
        }
    }
}

extension Timestamp {
    var wire: JSONValue { .string(description) }
}
