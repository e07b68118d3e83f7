internal import Domain
internal import Formats
internal import Rendering

/// A message as an event of PagerDuty's Events API v2.
struct PagerDutyPayload {
    let value: JSONValue
    /// What could not be done as the notification's author meant it.
    let remarks: [String]

    init(_ message: Message, _ configuration: PagerDutyConfiguration, at now: Timestamp) {
        let filled = configuration.texts.filled(for: message, now: now)
        var remarks = filled.remarks
        let key = Self.text(filled.value["dedup_key"]) ?? "notifyd/\(message.event.key)"
        let action = configuration.action ?? .following(message.event.occasion)
        var event: JSONObject = [
            "routing_key": .string(configuration.routingKey),
            "event_action": .string(action.rawValue),
            "dedup_key": .string(key.cut(to: PagerDutyLimits.key)),
        ]
        if action == .trigger {
            event["payload"] = Self.payload(message, configuration)
            event["client"] = "notifyd"
            if let link = Self.text(filled.value["link"]) {
                if link.utf8.count <= PagerDutyLimits.link {
                    event["links"] = [["href": .string(link), "text": "Details"]]
                } else {
                    remarks.append(
                        "its link was left out: it has more than \(PagerDutyLimits.link) bytes")
                }
            }
        }
        value = .object(event)
        self.remarks = remarks
    }

    /// A rendered text as one line; nil where it is blank.
    private static func text(_ value: JSONValue?) -> String? {
        let line = (value?.string ?? "").cleaned(oneLine: true)
        return line.allSatisfy(\.isWhitespace) ? nil : line
    }

    private static func payload(
        _ message: Message, _ configuration: PagerDutyConfiguration
    ) -> JSONValue {
        let key = message.event.key
        let text = message.text.cleaned(oneLine: true)
        let summary = text.allSatisfy(\.isWhitespace) ? message.name.text : text
        var payload: JSONObject = [
            "summary": .string(summary.cut(to: PagerDutyLimits.summary)),
            "source": .string(
                configuration.source.isEmpty ? "notifyd" : configuration.source),
            "severity": .string(configuration.severity ?? word(for: message.severity)),
            "timestamp": .string(message.event.at.description),
            "component": .string(key.name.text), "group": .string(key.project.text),
        ]
        payload["class"] = (message.event.happening.reason?.rawValue).map(JSONValue.string)
        payload["custom_details"] = .object(details(message))
        return .object(payload)
    }

    private static func word(for severity: Severity) -> String {
        switch severity {
        case .debug, .info: "info"
        case .warning: "warning"
        case .error: "error"
        }
    }

    private static func details(_ message: Message) -> JSONObject {
        var details: JSONObject = [
            "notification": .string(message.name.text),
            "occasion": .string(message.event.occasion.rawValue),
            "message": .string(message.text.cleaned().cut(to: PagerDutyLimits.detail)),
        ]
        guard let run = message.runs.first else { return details }
        let (metadata, status) = (run["metadata"], run["status"])
        for (name, value) in [
            ("run", metadata?["uid"]), ("state", status?["state"]),
            ("error", status?["error"] ?? status?["status_text"]),
            ("started", status?["start_time"]), ("ended", status?["end_time"]),
        ] {
            guard let text = value?.string, !text.isEmpty else { continue }
            details[name] = .string(text.cleaned().cut(to: PagerDutyLimits.detail))
        }
        details["exit_code"] = status?["exit_code"]?.integer.map(JSONValue.integer)
        details["attempt"] = status?["attempt"]?.integer.map(JSONValue.integer)
        let results = status?["results"]?.object?.members ?? []
        if !results.isEmpty { details["results"] = .object(shown(results)) }
        if let log = status?["log_tail"]?.string {
            details["log_tail"] = .string(log.cleaned().cut(to: PagerDutyLimits.log))
        }
        for (name, link) in message.variables["links"]?.object?.members ?? [] {
            details[name] = link
        }
        return details
    }

    private static func shown(_ results: [(name: String, value: JSONValue)]) -> JSONObject {
        var shown = JSONObject()
        for (name, value) in results.prefix(PagerDutyLimits.results) {
            let name = name.cleaned(oneLine: true).cut(to: PagerDutyLimits.resultName)
            switch value {
            case .bool, .integer, .number: shown[name] = value
            default:
                let text = (value.string ?? value.text).cleaned()
                shown[name] = .string(text.cut(to: PagerDutyLimits.result))
            }
        }
        if results.count > PagerDutyLimits.results {
            shown["…"] = .string("and \(results.count - PagerDutyLimits.results) more")
        }
        return shown
    }
}
