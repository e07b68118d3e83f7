package import Channels
package import Domain
package import Formats

/// A configuration of one kind of channel, with which it joins the conformance suite.
package struct ChannelSample: Sendable, CustomStringConvertible {
    package let kind: String
    /// What must show in no text about the channel.
    package let secrets: [String]
    package let speaksHTTP: Bool
    private let make: @Sendable (String) -> JSONObject

    private init(
        _ kind: String, speaksHTTP: Bool = true, secrets: [String] = [],
        _ make: @escaping @Sendable (String) -> JSONObject
    ) {
        self.kind = kind
        self.speaksHTTP = speaksHTTP
        self.secrets = secrets
        self.make = make
    }

    /// One entry for each channel.
    package static let all = [
        ChannelSample("apprise", speaksHTTP: false, secrets: ["hidden-user", "hidden-token"]) {
            base in
            [
                "urls": [
                    .string(
                        base.replacing("http://", with: "json://hidden-user:hidden-token@"))
                ]
            ]
        },
        ChannelSample("console", speaksHTTP: false) { _ in [:] },
        ChannelSample("exec", speaksHTTP: false, secrets: ["hidden-token"]) { _ in
            [
                "command": ["/usr/bin/tee", "-a", "/dev/null"], "options": ["to": "ops"],
                "secrets": ["token": "hidden-token"],
            ]
        },
        ChannelSample("irc", speaksHTTP: false, secrets: ["hidden-password", "hidden-key"]) {
            base in
            [
                "server": .string(base.replacing("http://", with: "irc://")), "to": ["#ops", "me"],
                "key": "hidden-key", "account": "backup", "password": "hidden-password",
            ]
        },
        ChannelSample("mail", speaksHTTP: false, secrets: ["hidden-password"]) { base in
            [
                "to": "Ops <ops@example.org>", "cc": ["a@example.org"], "from": "me@example.org",
                "server": .string(base.replacing("http://", with: "smtp://")), "tls": "none",
                "username": "me", "password": "hidden-password",
            ]
        },
        ChannelSample("slack", secrets: ["T0TEAMPART", "B0BOTPART", "hidden-token"]) { base in
            ["webhook": .string("\(base)/services/T0TEAMPART/B0BOTPART/hidden-token")]
        },
        ChannelSample(
            "webhook", secrets: ["hidden-path", "hidden-query", "hidden-header", "hidden-key"]
        ) { base in
            [
                "url": .string("\(base)/hidden-path?key=hidden-query"), "secret": "hidden-key",
                "headers": ["Authorization": "Bearer hidden-header", "X-Short": "1"],
            ]
        },
    ]

    package static let overHTTP = all.filter(\.speaksHTTP)

    package var description: String { kind }

    /// Parameters that lead to a server: `http://127.0.0.1:8080`.
    package func parameters(base: String = "http://127.0.0.1:9") -> JSONObject { make(base) }

    package func channel(base: String = "http://127.0.0.1:9") throws -> any Channel {
        try ChannelTable.channel(kind: kind, parameters: parameters(base: base))
    }

    package func configuration(base: String = "http://127.0.0.1:9") -> ChannelConfiguration {
        Self.configuration(of: kind, parameters(base: base))
    }

    private static func configuration(
        of kind: String, _ parameters: JSONObject
    ) -> ChannelConfiguration {
        let declaration = ChannelTable.declarations.first { $0.kind == kind }
        var configuration: (open: JSONObject, secret: JSONObject) = ([:], [:])
        for (name, value) in parameters.members {
            if declaration?.parameters.first(where: { $0.name == name })?.isSecret == true {
                configuration.secret[name] = value
            } else {
                configuration.open[name] = value
            }
        }
        return ChannelConfiguration(
            kind: kind, parameters: configuration.open, secretParameters: configuration.secret)
    }

    /// The channel behind the layer that hides its secrets.
    package func redactedChannel(base: String = "http://127.0.0.1:9") throws -> RedactedChannel {
        try RedactedChannel(configuration(base: base))
    }

    /// What the channel asks to be sent to a server.
    package func httpRequest(base: String, for message: Message? = nil) throws -> HTTPRequest? {
        let request = try channel(base: base).request(
            for: message ?? .sample(), at: .sampleNow)
        if case .http(let request) = request.action { return request }
        return nil
    }

    /// What a mail channel of these parameters asks to be sent.
    package static func mailRequest(
        _ parameters: JSONObject, for message: Message? = nil
    ) throws -> MailRequest {
        let channel = try ChannelTable.channel(kind: "mail", parameters: parameters)
        guard
            case .mail(let request) = try channel.request(
                for: message ?? .sample(), at: .sampleNow
            ).action
        else { throw NoMail() }
        return request
    }

    /// The mail channel of these parameters, behind the layer that hides its secrets.
    package static func mailChannel(_ parameters: JSONObject) throws -> RedactedChannel {
        try RedactedChannel(configuration(of: "mail", parameters))
    }

    private struct NoMail: Error {}
}
