internal import Formats

/// The query that lets whoever has a link read what it leads to (AWS Signature Version 4, "Authenticating
/// requests: using query parameters").
struct AWSLinkSignature {
    let signing: AWSSigning
    let credentials: AWSCredentials
    let now: Timestamp
    let lifetime: Duration

    /// The URL with its signature.
    func link(to url: HTTPAddress) -> String {
        let query = PercentEncoding.form(fields)
        let request = [
            "GET", url.path, PercentEncoding.form(fields.sorted { $0.name < $1.name }),
            "host:\(url.hostHeader)", "", "host", "UNSIGNED-PAYLOAD",
        ].joined(separator: "\n")
        let digest = Digest.hexadecimal(Digest.sha256(Array(request.utf8)))
        let text = ["AWS4-HMAC-SHA256", time, scope, digest].joined(separator: "\n")
        let signature = Digest.hexadecimal(Digest.hmac(text, key: key))
        return "\(url.text)?\(query)&X-Amz-Signature=\(signature)"
    }

    private var fields: [(name: String, value: String)] {
        var fields = [
            (name: "X-Amz-Algorithm", value: "AWS4-HMAC-SHA256"),
            (name: "X-Amz-Credential", value: "\(credentials.accessKey)/\(scope)"),
            (name: "X-Amz-Date", value: time),
            (name: "X-Amz-Expires", value: String(lifetime.components.seconds)),
            (name: "X-Amz-SignedHeaders", value: "host"),
        ]
        if let token = credentials.sessionToken {
            fields.append((name: "X-Amz-Security-Token", value: token))
        }
        return fields
    }

    private var key: [UInt8] {
        var key = Array("AWS4\(credentials.secretKey)".utf8)
        for part in [day, signing.region, signing.service, "aws4_request"] {
            key = Digest.hmac(part, key: key)
        }
        return key
    }

    private var scope: String {
        "\(day)/\(signing.region)/\(signing.service)/aws4_request"
    }

    private var day: String { String(time.prefix { $0 != "T" }) }

    /// `20250308T120000Z`.
    private var time: String {
        Timestamp(seconds: now.seconds).description.filter { $0 != "-" && $0 != ":" }
    }
}

extension HTTPAddress {
    /// From its first slash on, without a query.
    fileprivate var path: String {
        let rest = text[(text.firstRange(of: "://")?.upperBound ?? text.startIndex)...]
        return String(rest.drop { $0 != "/" }.prefix { $0 != "?" && $0 != "#" })
    }

    /// As clients send it: the port only where it is not the scheme's own.
    fileprivate var hostHeader: String {
        port == (scheme == .https ? 443 : 80) ? host : hostAndPort
    }
}
