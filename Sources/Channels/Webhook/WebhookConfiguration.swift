internal import Formats
internal import Rendering

/// The parameters of a webhook, checked.
struct WebhookConfiguration: Sendable {
    let url: HTTPAddress
    let method: HTTPMethod
    let headers: [HTTPHeader]
    let authorization: Authorization?
    let format: WebhookFormat
    let cloudEvents: CloudEventMode?
    let overrideBody: BodyTemplate?
    let trust: Trust
    let clientCertificate: ClientCertificate?
    let redirects: HTTPRedirects
    let key: WebhookKey?

    init(_ values: JSONObject) throws(ParameterErrors) {
        var parameters = Parameters(values, of: WebhookChannel.declaration)
        let url = parameters.url("url")
        method = Self.method(&parameters)
        authorization = parameters.authorization(token: "bearer_token")
        format = Self.word("format", &parameters) ?? .json
        cloudEvents = Self.word("cloudevents", &parameters)
        headers = WebhookHeaders.read(&parameters, beside: authorization, cloudEvents)
        overrideBody = parameters.any("override_body").map {
            BodyTemplate($0, path: "override_body")
        }
        trust = parameters.trust()
        clientCertificate = parameters.clientCertificate()
        redirects =
            parameters.boolean("follow_redirects") == true
            ? .followed(keeping: WebhookHeaders.own) : .refused
        key = Self.key(&parameters)
        Self.checkBody(&parameters, method, format, cloudEvents)
        if clientCertificate != nil, url?.scheme == .http {
            parameters.fault(
                "client_certificate", "is shown to nobody over http: give a URL with https://")
        }
        if authorization != nil, url?.hasUserPart == true {
            parameters.fault("url", "has a user of its own: leave it out beside another one")
        }
        self.url = try parameters.finish(url)
    }

    /// What cannot go together in one body.
    private static func checkBody(
        _ parameters: inout Parameters, _ method: HTTPMethod, _ format: WebhookFormat,
        _ mode: CloudEventMode?
    ) {
        if mode == .structured, format == .form {
            parameters.fault(
                "cloudevents", "must be binary beside a form: a structured event is JSON")
        }
        if mode == .structured, method == .get {
            parameters.fault(
                "cloudevents", "must be binary with the method GET, which sends no body")
        }
        if format == .form, let body = parameters.any("override_body"), body.object == nil {
            parameters.fault("override_body", "must be an object in a form, not \(body.kind)")
        }
    }

    private static func method(_ parameters: inout Parameters) -> HTTPMethod {
        guard let text = parameters.text("method") else { return .post }
        guard let method = HTTPMethod(rawValue: text.uppercased()) else {
            let known = HTTPMethod.allCases.map(\.rawValue).joined(separator: ", ")
            parameters.fault("method", "must be one of \(known)")
            return .post
        }
        return method
    }

    private static func word<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ parameters: inout Parameters
    ) -> Word? {
        guard let text = parameters.text(name), !text.isEmpty else { return nil }
        guard let word = Word(rawValue: text) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            parameters.fault(name, "must be one of \(known)")
            return nil
        }
        return word
    }

    private static func key(_ parameters: inout Parameters) -> WebhookKey? {
        guard let text = parameters.text("secret") else { return nil }
        guard let key = WebhookKey(text) else {
            parameters.fault(
                "secret",
                text.isEmpty
                    ? "must not be empty; leave it out to send without a signature"
                    : "has no valid base64 after whsec_")
            return nil
        }
        return key
    }
}
