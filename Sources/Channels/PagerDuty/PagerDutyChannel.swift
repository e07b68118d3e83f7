package import Domain
package import Formats

/// Triggers and resolves alerts of PagerDuty.
package struct PagerDutyChannel: Channel {
    package static let declaration = ChannelDeclaration(
        kind: "pagerduty", summary: "Triggers an alert of PagerDuty, and resolves it again.",
        parameters: [
            .init(
                "routing_key", .text, isRequired: true, isSecret: true,
                meaning: "The key of an integration of the type \"Events API V2\"."),
            .init(
                "action", .text, standard: "auto",
                meaning: "What it does: trigger, resolve, or auto, which resolves when a run "
                    + "completed and triggers at everything else."),
            .init(
                "severity", .text,
                meaning: "How bad it is: critical, error, warning or info; as the notification's "
                    + "severity where it is left out."),
            .init(
                "dedup_key", .text, holdsTemplates: true,
                meaning: "What joins events to one alert; a template. The project and the name of "
                    + "the schedule where it is left out: name the machine where several share a key."
            ),
            .init(
                "source", .text, standard: "notifyd",
                meaning: "What is affected, such as the name of this machine."),
            .init(
                "link", .text, holdsTemplates: true,
                meaning: "A link for whoever handles the alert; a template."),
            .init(
                "server", .text, standard: "https://events.pagerduty.com",
                meaning: "The address of the Events API: https://events.eu.pagerduty.com for "
                    + "accounts in Europe."),
        ])

    private let configuration: PagerDutyConfiguration

    package init(parameters: JSONObject) throws(ParameterErrors) {
        configuration = try PagerDutyConfiguration(parameters)
    }

    package var destination: Destination { Destination(configuration.url) }

    package func request(
        for message: Message, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        let payload = PagerDutyPayload(message, configuration, at: now)
        return .http(
            HTTPRequest(
                url: configuration.url, headers: [HTTPHeader("Content-Type", "application/json")],
                body: payload.value.bytes), remarks: payload.remarks)
    }

    package func verdict(on reply: ChannelReply) -> Verdict {
        HTTPVerdict.of(reply, from: configuration.url)
    }
}
