internal import Formats

/// The headers that a webhook's author adds, checked.
enum WebhookHeaders {
    static func read(
        _ parameters: inout Parameters, beside authorization: Authorization?,
        _ mode: CloudEventMode?
    ) -> [HTTPHeader] {
        let members = parameters.object("headers")?.members ?? []
        if members.count > Limits.headers {
            parameters.fault(
                "headers", "has \(members.count) fields and may have \(Limits.headers)")
        }
        var headers: [HTTPHeader] = []
        var seen: Set<String> = []
        for (name, value) in members {
            let path = HTTPHeader.isName(name) ? "headers.\(name)" : "headers"
            let plain = name.lowercased()
            if let problem = problem(name, value, &seen) {
                parameters.fault(path, problem)
            } else if plain == "authorization", authorization != nil {
                parameters.fault(
                    path, "cannot stand beside a password or bearer_token: leave one out")
            } else if plain.hasPrefix("ce-"), mode == .binary {
                parameters.fault(path, "cannot be set: notifyd sets it for CloudEvents")
            } else if plain == "content-type", mode == .structured {
                parameters.fault(
                    path, "cannot be set: a structured event of CloudEvents has its own")
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

    /// Those of our own, which another host may see too.
    static let own: Set<String> = [
        "ce-id", "ce-source", "ce-specversion", "ce-subject", "ce-time", "ce-type", "content-type",
        "webhook-id", "webhook-signature", "webhook-timestamp",
    ]

    private static let reserved: Set<String> = [
        "content-length", "host", "transfer-encoding", "connection", "keep-alive", "te", "trailer",
        "upgrade", "expect", "proxy-connection",
    ]
}
