package import Formats

extension Run {
    /// What an event keeps of the run: its object with the schedule that it runs by, and whom to tell.
    ///
    /// - Parameter logTail: the last lines of its log; empty where they are not told.
    package func snapshot(
        definition: ScheduleDefinition, notifications: [JSONObject], logTail: String = ""
    ) -> JSONValue {
        var object = object(definition: definition, logTail: logTail).object ?? [:]
        var spec = object["spec"]?.object ?? [:]
        spec["schedule"] = .object(definition.summary)
        spec["notifications"] = .array(notifications.map(JSONValue.object))
        object["spec"] = .object(spec)
        return .object(object)
    }
}

extension ScheduleDefinition {
    /// What a run keeps of its schedule beside the command and the labels.
    fileprivate var summary: JSONObject {
        var summary: JSONObject = ["when": .string(when)]
        summary["timezone"] = timezone.map(JSONValue.string)
        if !description.isEmpty { summary["description"] = .string(description) }
        return summary
    }
}

extension Notification {
    /// What runs and templates see of it, without its words and parameters.
    package var summary: JSONObject {
        var summary: JSONObject = ["name": .string(name.text), "kind": .string(kind)]
        if case .notifier(let notifier) = target { summary["notifier"] = .string(notifier.text) }
        summary["when"] = .array(when.map { .string($0.rawValue) })
        summary["severity"] = .string(severity.rawValue)
        return summary
    }
}
