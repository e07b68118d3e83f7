package import Domain
package import Formats
internal import Rendering

/// Writes one entry to the program's own log: the message alone.
package struct LoggerChannel: Channel {
    package static let declaration = ChannelDeclaration(
        kind: "logger", summary: "Writes the message alone to the log of notifyd itself.",
        parameters: [
            .init(
                "message", .text, holdsTemplates: true,
                meaning: "The text instead of the notification's own; a template.")
        ])

    private let text: BodyTemplate?

    package init(parameters: JSONObject) throws(ParameterErrors) {
        let parameters = Parameters(parameters, of: Self.declaration)
        text = parameters.text("message").flatMap {
            $0.isEmpty ? nil : BodyTemplate(.string($0), path: "message")
        }
        try parameters.finish()
    }

    package var destination: Destination { .log }

    package func request(
        for message: Message, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        let filled = text?.filled(for: message, now: now)
        let line = LogLine(
            filled?.value.string ?? message.text, of: message, by: Self.declaration.kind)
        return .log([line], remarks: filled?.remarks ?? [])
    }

    package func verdict(on reply: ChannelReply) -> Verdict { LogVerdict.of(reply) }
}
