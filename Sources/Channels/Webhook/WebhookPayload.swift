internal import Domain
internal import Formats
internal import Rendering

/// The body of a webhook's request.
struct WebhookPayload {
    let bytes: [UInt8]
    let contentType: String
    /// What could not be done as its author meant it.
    let remarks: [String]

    init(
        _ message: Message, _ configuration: WebhookConfiguration, at now: Timestamp
    ) throws(UnsendableMessage) {
        let filled = configuration.overrideBody?.filled(for: message, now: now)
        remarks = filled?.remarks ?? []
        let value = filled?.value ?? Self.usual(message)
        switch (configuration.format, configuration.cloudEvents) {
        case (.form, _):
            guard let object = value.object else {
                throw UnsendableMessage(
                    "the body of a form must be an object, not \(value.kind): mend override_body")
            }
            (bytes, contentType) = (FormBody.bytes(object), FormBody.contentType)
        case (.json, .structured?):
            bytes = CloudEvent(message).structured(value).bytes
            contentType = CloudEvent.contentType
        case (.json, _):
            (bytes, contentType) = (value.bytes, "application/json")
        }
        guard bytes.count <= Limits.requestBody else {
            let advice =
                filled == nil
                ? "say what is needed with override_body"
                : "shorten override_body or use {{ runs }} less often"
            throw UnsendableMessage(
                "the body would have \(bytes.count) bytes and may have \(Limits.requestBody); "
                    + advice)
        }
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
