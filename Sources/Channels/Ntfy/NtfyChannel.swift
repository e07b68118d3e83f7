package import Domain
package import Formats

/// Publishes to a topic of ntfy.sh, or of a server like it.
package struct NtfyChannel: Channel {
    package static let declaration = ChannelDeclaration(
        kind: "ntfy", summary: "Pushes the message and its runs to phones, through ntfy.",
        parameters: [
            .init(
                "server", .text, standard: "https://ntfy.sh",
                meaning: "The address of the ntfy server."),
            .init(
                "topic", .text, isRequired: true, isSecret: true,
                meaning: "The topic to publish to: whoever knows it can subscribe."),
            .init("token", .text, isSecret: true, meaning: "An access token of the server."),
            .init("username", .text, meaning: "As whom to log in, instead of a token."),
            .init("password", .text, isSecret: true, meaning: "The password for that."),
            .init(
                "priority", .integer,
                meaning: "How much it disturbs, from 1 to 5; where it is left out 2, 3, 4 or 5 by "
                    + "the severity."),
            .init(
                "tags", .texts,
                meaning: "Further tags; those that are names of emoji are shown as such."),
            .init(
                "click", .text, holdsTemplates: true,
                meaning: "The link that opens at a click; a template."),
        ] + Trust.parameters, digestLength: NtfyLimits.message / 4)

    private let configuration: NtfyConfiguration

    package init(parameters: JSONObject) throws(ParameterErrors) {
        configuration = try NtfyConfiguration(parameters)
    }

    package var destination: Destination { Destination(configuration.url) }

    package func request(
        for message: Message, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        let payload = NtfyPayload(message, configuration, at: now)
        var headers = [HTTPHeader("Content-Type", "application/json")]
        if let authorization = configuration.authorization {
            headers.append(HTTPHeader("Authorization", authorization.value))
        }
        return .http(
            HTTPRequest(
                url: configuration.url, headers: headers, body: payload.value.bytes,
                verifyTLS: configuration.trust.verifies, caFile: configuration.trust.caFile),
            remarks: payload.remarks)
    }

    package func verdict(on reply: ChannelReply) -> Verdict {
        HTTPVerdict.of(reply, from: configuration.url)
    }

    package var derivedSecrets: [String] { configuration.authorization?.derivedSecrets ?? [] }
}
