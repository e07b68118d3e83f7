package import Domain
package import Formats

/// Posts blocks to a Slack incoming webhook.
package struct SlackChannel: Channel {
    package static let declaration = ChannelDeclaration(
        kind: "slack", summary: "Posts the message and its runs to a Slack channel.",
        parameters: [
            .init(
                "webhook", .text, isRequired: true, isSecret: true,
                environment: ["SLACK_WEBHOOK"],
                meaning: "The https URL of an incoming webhook, as Slack shows it.")
        ], showsLinks: true,
        // https://api.slack.com/apis/rate-limits, for incoming webhooks.
        rate: SendingRate(1, per: .seconds(1)), digestLength: SlackLimits.sectionText)

    private let url: HTTPAddress

    package init(parameters: JSONObject) throws(ParameterErrors) {
        var parameters = Parameters(parameters, of: Self.declaration)
        let url = parameters.url("webhook")
        if let url, url.scheme != .https, !url.isLoopback {
            parameters.fault("webhook", "must start with https://")
        }
        self.url = try parameters.finish(url)
    }

    /// Slack counts what comes through each webhook for itself.
    package var destination: Destination { Destination(url, isWholeURL: true) }

    package func request(
        for message: Message, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        .http(
            HTTPRequest(
                url: url, headers: [HTTPHeader("Content-Type", "application/json; charset=utf-8")],
                body: SlackPayload.value(for: message).bytes))
    }

    package func verdict(on reply: ChannelReply) -> Verdict {
        HTTPVerdict.of(reply, from: url)
    }
}
