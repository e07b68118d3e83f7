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
            .init(
                "override_body", .any, holdsTemplates: true,
                meaning: "The body instead of the usual one; its texts are templates, in which "
                    + "{{ runs }} gives the JSON of the runs."),
            .init(
                "follow_redirects", .boolean, standard: false,
                meaning: "Whether an answer of 301, 302, 307 or 308 is followed: never from https "
                    + "to http, and to another host without the header fields of \"headers\"."),
            .init(
                "ca_file", .text,
                meaning: "A PEM file with the authorities to trust instead of the system's."),
            .init(
                "verify_ssl", .boolean, standard: true,
                meaning: "Whether the certificate of an https URL must be valid."),
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
        var body: [UInt8] = []
        var remarks: [String] = []
        if configuration.method != .get {
            (body, remarks) = WebhookPayload.body(
                for: message, override: configuration.overrideBody, at: now)
            guard body.count <= Limits.requestBody else {
                let advice =
                    configuration.overrideBody == nil
                    ? "say what is needed with override_body"
                    : "shorten override_body or use {{ runs }} less often"
                throw UnsendableMessage(
                    "the body would have \(body.count) bytes and may have \(Limits.requestBody); "
                        + advice)
            }
        }
        var headers = configuration.headers
        if !body.isEmpty, !headers.contains(where: { $0.name.lowercased() == "content-type" }) {
            headers.append(HTTPHeader("Content-Type", "application/json"))
        }
        // A dot would be allowed to move between the parts of what is signed.
        let id = "\(message.id.event)_\(message.id.notification)"
        let timestamp = String(now.seconds)
        headers.append(HTTPHeader("webhook-id", id))
        headers.append(HTTPHeader("webhook-timestamp", timestamp))
        if let key = configuration.key {
            let signature = key.signature(id: id, timestamp: timestamp, body: body)
            headers.append(HTTPHeader("webhook-signature", signature))
        }
        return .http(
            HTTPRequest(
                url: configuration.url, method: configuration.method, headers: headers, body: body,
                verifyTLS: configuration.verifyTLS, caFile: configuration.caFile,
                redirects: configuration.redirects),
            remarks: remarks)
    }

    package func verdict(on reply: ChannelReply) -> Verdict {
        HTTPVerdict.of(reply, from: configuration.url)
    }
}
