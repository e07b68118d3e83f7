package import Domain
package import Formats

/// Says messages in channels of IRC, and to users there.
package struct IRCChannel: Channel {
    package static let declaration = ChannelDeclaration(
        kind: "irc", summary: "Says the message in channels of IRC, or to users there.",
        parameters: [
            .init(
                "server", .text, isRequired: true,
                meaning: "The server: ircs://host, irc://host or host, each perhaps with :port."),
            .init(
                "to", .texts, isRequired: true,
                meaning: "Where to: channels such as #ops, and nicknames, as a list or with commas "
                    + "between them."),
            .init("key", .text, isSecret: true, meaning: "What lets into the channels."),
            .init("nicks", .texts, meaning: "Who is addressed at the beginning of the message."),
            .init("nick", .text, standard: "notifyd", meaning: "The nickname to have there."),
            .init(
                "account", .text,
                meaning: "The account to log in to with SASL; without it the password is the "
                    + "server's."),
            .init("password", .text, isSecret: true, meaning: "The password for either."),
            .init(
                "tls", .boolean,
                meaning: "Whether the connection must be encrypted; true where it is left out, but "
                    + "with irc://."),
            .init(
                "ca_file", .text,
                meaning: "A PEM file with the authorities to trust instead of the system's."),
            .init(
                "verify_ssl", .boolean, standard: true,
                meaning: "Whether the server's certificate must be valid."),
            .init(
                "colors", .boolean, standard: true,
                meaning: "Whether the first line has the colour of what happened."),
        ])

    private let configuration: IRCConfiguration

    package init(parameters: JSONObject) throws(ParameterErrors) {
        configuration = try IRCConfiguration(parameters)
    }

    private var place: String { configuration.server.hostAndPort }

    package var destination: Destination {
        Destination(key: "irc://\(place)", text: place)
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
