package import Domain
package import Formats

extension Composer {
    /// What templates see of an event and a notification: `run`, `runs`, `event`, `notification`,
    /// `schedule` and `links`.
    ///
    /// An event that is not of a run has no `run`, and `runs` is empty. Secrets are masked.
    package static func variables(
        _ event: Event, _ notification: Notification, log: CollectedLog? = nil
    ) -> JSONObject {
        var variables = JSONObject()
        if event.run != nil { variables["run"] = event.snapshot }
        variables["runs"] = .array(event.run == nil ? [] : [event.snapshot])
        variables["event"] = .object(object(of: event))
        variables["notification"] = .object(object(of: notification))
        variables["schedule"] = schedule(of: event)
        var links = links(of: event)
        if let variable = log?.variable { links[variable.name] = .string(variable.value) }
        variables["links"] = .object(links)
        return variables
    }

    private static func object(of event: Event) -> JSONObject {
        var object: JSONObject = [
            "id": .string(event.id.description), "occasion": .string(event.occasion.rawValue),
        ]
        object["reason"] = (event.happening.reason?.rawValue).map(JSONValue.string)
        object["change"] = (event.happening.change?.rawValue).map(JSONValue.string)
        object["at"] = .string(event.at.description)
        return object
    }

    private static func object(of notification: Notification) -> JSONObject {
        var object = notification.summary
        object["message"] = .string(notification.message)
        var parameters = notification.configuration?.parameters ?? [:]
        for (name, value) in notification.configuration?.secretParameters.members ?? [] {
            parameters[name] = SecretMask.masking(value)
        }
        object["params"] = .object(parameters)
        return object
    }

    /// The schedule as it was when the event happened.
    private static func schedule(of event: Event) -> JSONValue {
        let spec = event.snapshot["spec"]
        let schedule = event.run == nil ? spec : spec?["schedule"]
        return [
            "name": .string(event.key.name.text), "project": .string(event.key.project.text),
            "description": schedule?["description"] ?? "",
            "labels": event.snapshot["metadata"]?["labels"] ?? [:],
            "when": schedule?["when"] ?? "", "timezone": schedule?["timezone"] ?? "",
        ]
    }

    /// Command lines that show more; none for a run that only its own terminal knows.
    private static func links(of event: Event) -> JSONObject {
        guard let run = event.run else {
            return ["details": .string("notifyctl show-schedule \(event.key.shortText)")]
        }
        if event.snapshot["status"]?["trigger"]?.string == Trigger.local.rawValue { return [:] }
        return [
            "details": .string("notifyctl show-run \(run)"),
            "logs": .string("notifyctl logs \(run)"),
        ]
    }
}
