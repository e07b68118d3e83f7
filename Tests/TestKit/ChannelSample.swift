package import Channels
package import Domain
package import Formats

/// A configuration of one kind of channel, with which it joins the conformance suite.
package struct ChannelSample: Sendable, CustomStringConvertible {
    package let kind: String
    /// What must show in no text about the channel.
    package let secrets: [String]
    package let speaksHTTP: Bool
    /// Whether a user with a password may stand in the address that it is given.
    package let takesUserPart: Bool
    private let make: @Sendable (String) -> JSONObject

    private init(
        _ kind: String, speaksHTTP: Bool = true, takesUserPart: Bool = true,
        secrets: [String] = [],
        _ make: @escaping @Sendable (String) -> JSONObject
    ) {
        self.kind = kind
        self.speaksHTTP = speaksHTTP
        self.takesUserPart = takesUserPart
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
        ChannelSample("discord", secrets: ["hidden-number", "hidden-token"]) { base in
            [
                "webhook": .string("\(base)/api/webhooks/hidden-number/hidden-token"),
                "username": "notifyd",
            ]
        },
        ChannelSample("exec", speaksHTTP: false, secrets: ["hidden-token"]) { _ in
            [
                "command": ["/usr/bin/tee", "-a", "/dev/null"], "options": ["to": "ops"],
                "secrets": ["token": "hidden-token"],
            ]
        },
        ChannelSample("git", takesUserPart: false, secrets: ["hidden-token"]) { base in
            [
                "repo": "group/project", "issue": 7, "token": "hidden-token",
                "server": .string(base), "gitlab": true,
            ]
        },
        ChannelSample("irc", speaksHTTP: false, secrets: ["hidden-password", "hidden-key"]) {
            base in
            [
                "server": .string(base.replacing("http://", with: "irc://")), "to": ["#ops", "me"],
                "key": "hidden-key", "account": "backup", "password": "hidden-password",
            ]
        },
        ChannelSample("log_collect", speaksHTTP: false, secrets: awsSecrets) { base in
            aws(base, ["bucket": "logs", "region": "eu-west-1"])
        },
        ChannelSample("logger", speaksHTTP: false) { _ in [:] },
        ChannelSample("mail", speaksHTTP: false, secrets: ["hidden-password"]) { base in
            [
                "to": "Ops <ops@example.org>", "cc": ["a@example.org"], "from": "me@example.org",
                "server": .string(base.replacing("http://", with: "smtp://")), "tls": "none",
                "username": "me", "password": "hidden-password",
            ]
        },
        ChannelSample("matrix", takesUserPart: false, secrets: ["hidden-token"]) { base in
            [
                "homeserver": .string(base), "token": "hidden-token",
                "room": "!room:example.org",
            ]
        },
        ChannelSample(
            "ntfy", takesUserPart: false,
            secrets: ["hidden-topic", "hidden-password", "bWU6aGlkZGVuLXBhc3N3b3Jk"]
        ) { base in
            [
                "server": .string(base), "topic": "hidden-topic", "username": "me",
                "password": "hidden-password", "tags": ["backup"],
                "click": "https://example.org/{{ run.metadata.uid }}",
            ]
        },
        ChannelSample(
            "pagerduty", takesUserPart: false, secrets: ["hidden0key0of0thirty0two0letters"]
        ) { base in
            [
                "server": .string(base), "routing_key": "hidden0key0of0thirty0two0letters",
                "link": "https://example.org/{{ run.metadata.uid }}",
            ]
        },
        ChannelSample("ses", takesUserPart: false, secrets: awsSecrets) { base in
            aws(
                base,
                ["to": "Ops <ops@example.org>", "from": "me@example.org", "region": "eu-west-1"])
        },
        ChannelSample("slack", secrets: ["T0TEAMPART", "B0BOTPART", "hidden-token"]) { base in
            ["webhook": .string("\(base)/services/T0TEAMPART/B0BOTPART/hidden-token")]
        },
        ChannelSample("sns", takesUserPart: false, secrets: awsSecrets) { base in
            aws(base, ["topic": "arn:aws:sns:eu-west-1:123456789012:alarms"])
        },
        ChannelSample("teams", secrets: ["hidden-path", "hidden-signature"]) { base in
            ["webhook": .string("\(base)/workflows/hidden-path?sig=hidden-signature")]
        },
        ChannelSample(
            "telegram", takesUserPart: false, secrets: ["123456:hidden-token", "hidden-token"]
        ) { base in
            ["server": .string(base), "token": "123456:hidden-token", "chat_id": -1001234]
        },
        ChannelSample(
            "webhook", secrets: ["hidden-path", "hidden-query", "hidden-header", "hidden-key"]
        ) { base in
            [
                "url": .string("\(base)/hidden-path?key=hidden-query"), "secret": "hidden-key",
                "headers": ["Authorization": "Bearer hidden-header", "X-Short": "1"],
            ]
        },
        ChannelSample("workplace", takesUserPart: false, secrets: ["hidden-token"]) { base in
            ["group_id": 4711, "access_token": "hidden-token", "api": .string(base)]
        },
    ]

    private static let awsSecrets = ["hidden-secret-key", "hidden-session-token"]

    private static func aws(_ base: String, _ own: JSONObject) -> JSONObject {
        var parameters = own
        parameters["endpoint"] = .string(base)
        parameters["access_key"] = "AKIDEXAMPLE"
        parameters["secret_key"] = "hidden-secret-key"
        parameters["session_token"] = "hidden-session-token"
        return parameters
    }

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
