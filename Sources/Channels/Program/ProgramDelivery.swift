internal import Domain
internal import Formats

/// A delivery as plugins and commands read it from their standard input: one JSON object.
enum ProgramDelivery {
    /// What a later form of it would raise.
    static let protocolVersion: Int64 = 1

    static func bytes(
        of message: Message, kind: String, parameters: JSONObject, at now: Timestamp
    ) -> [UInt8] {
        let delivery: JSONValue = [
            "protocol": .integer(protocolVersion),
            "id": .string(message.id.description),
            "at": .string(now.description),
            "kind": .string(kind),
            "name": .string(message.name.text),
            "severity": .string(message.severity.rawValue),
            "subject": .string(message.subject),
            "message": .string(message.text),
            "project": .string(message.event.key.project.text),
            "schedule": .string(message.event.key.name.text),
            "event": message.variables["event"] ?? [:],
            "runs": .array(message.runs),
            "parameters": .object(parameters),
        ]
        return delivery.bytes + [UInt8(ascii: "\n")]
    }
}
