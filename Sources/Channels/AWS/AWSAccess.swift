internal import Domain
internal import Formats

/// The parameters that all channels to Amazon Web Services share, checked.
struct AWSAccess: Sendable {
    let region: String
    /// Another server that speaks the same language; nil is Amazon's own.
    let endpoint: HTTPAddress?
    /// Nil is those that notifyd itself has.
    let credentials: AWSCredentials?

    static let region = ParameterDeclaration(
        "region", .text, environment: ["AWS_REGION", "AWS_DEFAULT_REGION"],
        meaning: "The region, such as eu-west-1.")

    /// What it takes to know where requests go.
    static let places = [["region"], ["endpoint"]]

    /// All but the region, which some know from elsewhere.
    static let parameters: [ParameterDeclaration] = [
        .init(
            "endpoint", .text,
            meaning: "The URL of another server that speaks the same language, such as "
                + "http://minio.example:9000."),
        .init(
            "access_key", .text,
            meaning: "The access key; notifyd's own credentials where it is left out, which "
                + "administrators alone may do."),
        .init("secret_key", .text, isSecret: true, meaning: "The secret key for that."),
        .init(
            "session_token", .text, isSecret: true,
            meaning: "The session token, for keys that are valid for some hours."),
    ]

    /// With the region that its parameter says.
    init(_ parameters: inout Parameters) {
        let region = parameters.text("region") ?? ""
        self.init(&parameters, region: region.isEmpty ? nil : region)
    }

    /// - Parameter region: that which is known.
    init(_ parameters: inout Parameters, region: String?) {
        endpoint = Self.endpoint(&parameters)
        credentials = Self.credentials(&parameters)
        if let region, !AWSRegion.isName(region) {
            parameters.fault(
                "region", "is no region's name: it has small letters, digits and - alone")
        }
        self.region = region ?? AWSRegion.ofOthers
    }

    /// How requests to a service are signed.
    func signing(for service: String) -> AWSSigning {
        AWSSigning(service: service, region: region, credentials: credentials)
    }

    /// Where a service answers; nil where the name makes no URL.
    func url(ofHost name: String) -> HTTPAddress? {
        endpoint ?? (try? HTTPAddress("https://\(name).\(region).\(AWSRegion.domain(of: region))/"))
    }

    func destination(ofHost name: String) -> Destination {
        if let url = url(ofHost: name) { return Destination(url) }
        let place = "\(name).amazonaws.com:443"
        return Destination(key: "https://\(place)", text: place)
    }

    private static func endpoint(_ parameters: inout Parameters) -> HTTPAddress? {
        guard let url = parameters.url("endpoint") else { return nil }
        // A user part would stand in for the keys.
        let rest = url.text.drop { $0 != "/" }.dropFirst(2)
        let place = rest.last == "/" ? rest.dropLast() : rest
        guard !place.contains(where: { "/?#@".contains($0) }) else {
            parameters.fault("endpoint", "must be scheme, host and port alone")
            return nil
        }
        return rest.last == "/" ? url : try? HTTPAddress("\(url.text)/")
    }

    private static func credentials(_ parameters: inout Parameters) -> AWSCredentials? {
        let bounds = [
            ("access_key", AWSLimits.key), ("secret_key", AWSLimits.key),
            ("session_token", AWSLimits.sessionToken),
        ]
        for (name, bound) in bounds {
            guard let text = parameters.text(name) else { continue }
            if !text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) {
                parameters.fault(name, "has a blank or another character that none has")
            } else if text.utf8.count > bound {
                parameters.fault(name, "is longer than \(bound) bytes")
            }
        }
        let token = parameters.text("session_token") ?? ""
        switch (parameters.text("access_key") ?? "", parameters.text("secret_key") ?? "") {
        case ("", ""):
            if !token.isEmpty {
                parameters.fault("access_key", "is missing beside \"session_token\"")
            }
            return nil
        case ("", _):
            parameters.fault("access_key", "is missing beside \"secret_key\"")
            return nil
        case (_, ""):
            parameters.fault("secret_key", "is missing beside \"access_key\"")
            return nil
        case (let access, let secret):
            return AWSCredentials(
                accessKey: access, secretKey: secret, sessionToken: token.isEmpty ? nil : token)
        }
    }
}
