internal import Formats
internal import Rendering

/// The parameters of a webhook, checked.
struct WebhookConfiguration: Sendable {
    let url: HTTPAddress
    let method: HTTPMethod
    let headers: [HTTPHeader]
    let overrideBody: BodyTemplate?
    let caFile: String?
    let verifyTLS: Bool
    let redirects: HTTPRedirects
    let key: WebhookKey?

    init(_ values: JSONObject) throws(ParameterErrors) {
        var parameters = Parameters(values, of: WebhookChannel.declaration)
        let url = parameters.url("url")
        method = Self.method(&parameters)
        headers = Self.headers(&parameters)
        overrideBody = parameters.any("override_body").map {
            BodyTemplate($0, path: "override_body")
        }
        caFile = Self.caFile(&parameters)
        verifyTLS = parameters.boolean("verify_ssl") ?? true
        redirects =
            parameters.boolean("follow_redirects") == true
            ? .followed(keeping: Self.harmless) : .refused
        key = Self.key(&parameters)
        self.url = try parameters.finish(url)
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

    private static func headers(_ parameters: inout Parameters) -> [HTTPHeader] {
        let members = parameters.object("headers")?.members ?? []
        if members.count > Limits.headers {
            parameters.fault(
                "headers", "has \(members.count) fields and may have \(Limits.headers)")
        }
        var headers: [HTTPHeader] = []
        var seen: Set<String> = []
        for (name, value) in members {
            let path = HTTPHeader.isName(name) ? "headers.\(name)" : "headers"
            if let problem = problem(name, value, &seen) {
                parameters.fault(path, problem)
            } else if let text = value.string {
                headers.append(HTTPHeader(name, text))
            }
        }
        return headers
    }

    private static func problem(
        _ name: String, _ value: JSONValue, _ seen: inout Set<String>
    ) -> String? {
        guard HTTPHeader.isName(name) else {
            return "has a name that is no header name: use letters, digits and -"
        }
        let plain = name.lowercased()
        if plain.hasPrefix("webhook-") || reserved.contains(plain) {
            return "cannot be set: notifyd sets it, or it belongs to the connection"
        }
        guard seen.insert(plain).inserted else { return "comes twice" }
        guard let text = value.string else { return "must be a text, not \(value.kind)" }
        guard HTTPHeader.isValue(text) else {
            return "has a line break or another control character in its value"
        }
        guard text.utf8.count <= Limits.headerValue else {
            return "has a value of more than \(Limits.headerValue) bytes"
        }
        return nil
    }

    private static let reserved: Set<String> = [
        "content-length", "host", "transfer-encoding", "connection", "keep-alive", "te", "trailer",
        "upgrade", "expect", "proxy-connection",
    ]

    /// The header fields of our own, which another host may see too.
    private static let harmless: Set<String> = [
        "content-type", "webhook-id", "webhook-timestamp", "webhook-signature",
    ]

    private static func caFile(_ parameters: inout Parameters) -> String? {
        guard let path = parameters.text("ca_file") else { return nil }
        if !path.hasPrefix("/") || path.utf8.contains(0) {
            parameters.fault("ca_file", "must be an absolute path, beginning with /")
        }
        return path
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
