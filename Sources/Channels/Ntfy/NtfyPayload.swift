internal import Domain
internal import Formats
internal import Rendering

/// A message as ntfy takes it, by its "Publish as JSON".
struct NtfyPayload {
    let value: JSONValue
    /// What could not be done as the notification's author meant it.
    let remarks: [String]

    init(_ message: Message, _ configuration: NtfyConfiguration, at now: Timestamp) {
        let sketch = Sketch(
            message, titleLimit: NtfyLimits.title, runLimit: NtfyLimits.run,
            mostRuns: NtfyLimits.runs)
        let body = sketch.body
        let text = body.isEmpty ? message.text.cleaned() : body
        var payload: JSONObject = [
            "topic": .string(configuration.topic), "title": .string(sketch.title),
            "message": .string(text.cut(to: NtfyLimits.message, measure: Self.bytes)),
            "priority": .integer(configuration.priority ?? Self.priority(of: message.severity)),
            "tags": .array(
                ([message.event.occasion.rawValue] + configuration.tags).map(JSONValue.string)),
        ]
        var remarks: [String] = []
        if let (value, said) = configuration.click?.filled(for: message, now: now) {
            remarks = said
            let link = (value.string ?? "").cleaned(oneLine: true)
            if link.utf8.count <= NtfyLimits.click {
                payload["click"] = link.isEmpty ? nil : .string(link)
            } else {
                remarks.append("its link was left out: it has more than \(NtfyLimits.click) bytes")
            }
        }
        value = .object(payload)
        self.remarks = remarks
    }

    private static func priority(of severity: Severity) -> Int64 {
        switch severity {
        case .debug: 2
        case .info: 3
        case .warning: 4
        case .error: 5
        }
    }

    /// The bytes of a character within JSON.
    private static func bytes(_ character: Character) -> Int {
        character.unicodeScalars.reduce(0) { size, scalar in
            switch scalar {
            case "\"", "\\", "\n", "\t": size + 2
            default: size + UTF8.width(scalar)
            }
        }
    }
}
