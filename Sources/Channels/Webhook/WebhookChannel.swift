package import Domain
package import Formats

/// Sends JSON to any URL, signed as Standard Webhooks has it when there is a secret.
package struct WebhookChannel: Channel {
    package static let declaration = ChannelDeclaration(
        kind: "webhook", summary: "Sends the message and its runs as JSON to a URL.",
        parameters: [
            .init(
                "url", .text, isRequired: true, isSecret: true,
                meaning: "The http or https URL to send to."),
            .init(
                "method", .text, standard: "POST",
                meaning: "The HTTP method: GET (which sends no body), POST, PUT, PATCH or DELETE."),
            .init(
                "headers", .object, isSecret: true,
                meaning: "Further header fields, each a name with a text."),
            .init("username", .text, meaning: "As whom to log in, by HTTP's basic scheme."),
            .init("password", .text, isSecret: true, meaning: "The password for that."),
            .init(
                "bearer_token", .text, isSecret: true,
                meaning: "A token instead of a username and password."),
            .init(
                "override_body", .any, holdsTemplates: true,
                meaning: "The body instead of the usual one; its texts are templates, in which "
                    + "{{ runs }} gives the JSON of the runs."),
            .init(
                "follow_redirects", .boolean, standard: false,
                meaning: "Whether an answer of 301, 302, 307 or 308 is followed: never from https "
                    + "to http, and to another host without the header fields of \"headers\"."),
            .init(
                "format", .text, standard: "json",
                meaning: "What the body is written as: json, or form, with a field for each member "
                    + "of the body."),
            .init(
                "cloudevents", .text,
                meaning: "Sends it as an event of CloudEvents: structured, in which the body is "
                    + "the event, or binary, in which headers are."),
        ] + Trust.parameters + [
            .init(
                "client_certificate", .text, needsAdministrator: true,
                meaning: "A PEM file with the certificate to show to an https server."),
            .init(
                "client_key", .text, needsAdministrator: true,
                meaning: "A PEM file with its key, where that is not in the same file."),
            .init(
                "client_key_password", .text, isSecret: true,
                meaning: "What the key is encrypted with."),
            .init(
                "secret", .text, isSecret: true,
                meaning: "The key that signs each request: whsec_ and base64, or any other text."),
        ])

    private let configuration: WebhookConfiguration

    package init(parameters: JSONObject) throws(ParameterErrors) {
        configuration = try WebhookConfiguration(parameters)
    }

    package var destination: Destination { Destination(configuration.url) }

    package func request(
        for message: Message, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        var headers = configuration.headers
        var payload: WebhookPayload?
        if configuration.method != .get {
            let made = try WebhookPayload(message, configuration, at: now)
            if !headers.contains(where: { $0.name.lowercased() == "content-type" }) {
                headers.append(HTTPHeader("Content-Type", made.contentType))
            }
            payload = made
        }
        if let authorization = configuration.authorization {
            headers.append(HTTPHeader("Authorization", authorization.value))
        }
        if configuration.cloudEvents == .binary { headers += CloudEvent(message).headers }
        let body = payload?.bytes ?? []
        headers += signature(of: body, for: message, at: now)
        return .http(
            HTTPRequest(
                url: configuration.url, method: configuration.method, headers: headers, body: body,
                verifyTLS: configuration.trust.verifies, caFile: configuration.trust.caFile,
                clientCertificate: configuration.clientCertificate,
                redirects: configuration.redirects),
            remarks: payload?.remarks ?? [])
    }

    /// The headers of Standard Webhooks.
    private func signature(
        of body: [UInt8], for message: Message, at now: Timestamp
    ) -> [HTTPHeader] {
        // A dot would be allowed to move between the parts of what is signed.
        let id = "\(message.id.event)_\(message.id.notification)"
        let timestamp = String(now.seconds)
        var headers = [
            HTTPHeader("webhook-id", id), HTTPHeader("webhook-timestamp", timestamp),
        ]
        if let key = configuration.key {
            let signature = key.signature(id: id, timestamp: timestamp, body: body)
            headers.append(HTTPHeader("webhook-signature", signature))
        }
        return headers
    }

    package func verdict(on reply: ChannelReply) -> Verdict {
        HTTPVerdict.of(reply, from: configuration.url)
    }

    package var derivedSecrets: [String] { configuration.authorization?.derivedSecrets ?? [] }
}
