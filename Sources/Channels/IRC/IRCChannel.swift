package import Domain
package import Formats

/// Says messages in channels of IRC, and to users there.
package struct IRCChannel: Channel {
    package static let declaration = ChannelDeclaration(
        kind: "irc", summary: "Says the message in channels of IRC, or to users there.",
        parameters: [
            .init(
                "server", .text, isRequired: true, isRoute: true, environment: ["IRC_HOST"],
                meaning: "The server: ircs://host, irc://host or host, each perhaps with :port."),
            .init(
                "port", .integer, isRoute: true, environment: ["IRC_PORT"],
                environmentNeeds: "server",
                meaning: "Its port, where \"server\" names none; 6697, or 6667 without TLS."),
            .init(
                "to", .texts, isRequired: true, environment: ["IRC_CHAN"],
                meaning: "Where to: channels such as #ops, and nicknames, as a list or with commas "
                    + "between them."),
            .init("key", .text, isSecret: true, meaning: "What lets into the channels."),
            .init("nicks", .texts, meaning: "Who is addressed at the beginning of the message."),
            .init(
                "nick", .text, isRoute: true, standard: "notifyd", environment: ["IRC_NICK"],
                meaning: "The nickname to have there."),
            .init(
                "account", .text, isRoute: true,
                meaning: "The account to log in to with SASL; without it the password is the "
                    + "server's."),
            .init(
                "password", .text, isSecret: true, environment: ["IRC_PASS"],
                environmentNeeds: "server", meaning: "The password for either."),
            .init(
                "tls", .boolean, isRoute: true,
                meaning: "Whether the connection must be encrypted; true where it is left out, but "
                    + "with irc://."),
            .init(
                "ca_file", .text, isRoute: true,
                meaning: "A PEM file with the authorities to trust instead of the system's."),
            .init(
                "verify_ssl", .boolean, isRoute: true, standard: true,
                meaning: "Whether the server's certificate must be valid."),
            .init(
                "colors", .boolean, standard: true,
                meaning: "Whether the first line has the colour of what happened."),
        ])

    private var configuration: IRCConfiguration

    package init(parameters: JSONObject) throws(ParameterErrors) {
        configuration = try IRCConfiguration(parameters)
    }

    private var place: String { configuration.server.hostAndPort }

    package var destination: Destination {
        Destination(key: "irc://\(place)", text: place, host: configuration.server.host)
    }

    package var addresses: [String] {
        [configuration.server.host] + configuration.targets.map(\.name)
    }

    package func leavingOut(_ denied: Set<String>) -> (any ReadyChannel)? {
        var rest = self
        rest.configuration.targets.removeAll { denied.contains($0.name) }
        let isDenied =
            rest.configuration.targets.isEmpty || denied.contains(configuration.server.host)
        return isDenied ? nil : rest
    }

    package func request(
        for message: Message, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        let text = IRCText(
            message, to: configuration.nicks, inColour: configuration.inColour, room: room)
        return .irc(
            IRCRequest(
                server: configuration.server, targets: configuration.targets, lines: text.lines,
                timeout: IRCLimits.timeout), remarks: text.remarks)
    }

    /// Bytes of a line that are left for the text: the server puts before it whose it is, and a longer
    /// nickname where another has ours.
    private var room: Int {
        let target = configuration.targets.map(\.name.utf8.count).max() ?? 0
        let source = ":!@ ".utf8.count + IRCLimits.nick + IRCLimits.user + IRCLimits.host
        return IRCLimits.line - source - "PRIVMSG  :\r\n".utf8.count - target
    }

    package func verdict(on reply: ChannelReply) -> Verdict { IRCVerdict.of(reply, from: place) }

    package func remarks(on reply: ChannelReply) -> [String] {
        IRCVerdict.remarks(on: reply, from: place)
    }

    /// The password as a login shows it, to a server that sends it back (RFC 4616).
    package var derivedSecrets: [String] {
        guard case .account(let name, let password) = configuration.server.login else { return [] }
        return [Base64.text(Array("\(name)\0\(name)\0\(password)".utf8))]
    }
}
