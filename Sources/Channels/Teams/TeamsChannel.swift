package import Domain
package import Formats

/// Posts to a webhook of Microsoft Teams: an Adaptive Card, or text for the older connectors.
package struct TeamsChannel: Channel {
    package static let declaration = ChannelDeclaration(
        kind: "teams", summary: "Posts the message and its runs to a channel of Microsoft Teams.",
        parameters: [
            .init(
                "webhook", .text, isRequired: true, isSecret: true,
                meaning: "The https URL of a Workflows webhook, or of an older connector."),
            .init(
                "format", .text, standard: .string(Format.card.rawValue),
                meaning: "What is posted: an Adaptive card, or only text, for receivers that know "
                    + "no cards; card or text."),
        ], digestLength: TeamsLimits.text / 4)

    private enum Format: String, CaseIterable {
        case card, text
    }

    private let url: HTTPAddress
    private let format: Format

    package init(parameters: JSONObject) throws(ParameterErrors) {
        var parameters = Parameters(parameters, of: Self.declaration)
        let url = parameters.url("webhook")
        parameters.requireTLS("webhook", url)
        format = Self.format(&parameters)
        self.url = try parameters.finish(url)
    }

    private static func format(_ parameters: inout Parameters) -> Format {
        guard let word = parameters.text("format") else { return .card }
        guard let format = Format(rawValue: word) else {
            let known = Format.allCases.map(\.rawValue).joined(separator: " or ")
            parameters.fault("format", "must be \(known)")
            return .card
        }
        return format
    }

    package var destination: Destination { Destination(url, isWholeURL: true) }

    package func request(
        for message: Message, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        let body: JSONValue =
            switch format {
            case .card: TeamsCard.payload(for: message)
            case .text: TeamsText.payload(for: message)
            }
        return .http(
            HTTPRequest(
                url: url, headers: [HTTPHeader("Content-Type", "application/json")],
                body: body.bytes))
    }

    package func verdict(on reply: ChannelReply) -> Verdict {
        let verdict = HTTPVerdict.of(reply, from: url)
        guard verdict == .delivered, case .http(let reply) = reply,
            let status = TeamsAnswer.hiddenStatus(reply)
        else { return verdict }
        var hidden = reply
        hidden.status = status
        return HTTPVerdict.of(.http(hidden), from: url)
    }
}
