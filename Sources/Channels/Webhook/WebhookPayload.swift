internal import Domain
internal import Formats
internal import Rendering

/// The body of a webhook's request.
enum WebhookPayload {
    /// The body, with remarks on what could not be done as its author meant it.
    static func body(
        for message: Message, override: BodyTemplate?, at now: Timestamp
    ) -> (bytes: [UInt8], remarks: [String]) {
        guard let override else { return (usual(message).bytes, []) }
        let filled = override.filled(for: message, now: now)
        return (filled.value.bytes, filled.remarks)
    }

    private static func usual(_ message: Message) -> JSONValue {
        [
            "name": .string(message.name.text),
            "message": .string(message.text),
            "severity": .string(message.severity.rawValue),
            "event": message.variables["event"] ?? [:],
            "runs": .array(message.runs),
        ]
    }
}
