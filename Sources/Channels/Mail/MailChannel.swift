package import Domain
package import Formats

/// Sends mails, through a server or through this machine's own mail system.
package struct MailChannel: Channel {
    package static let declaration = ChannelDeclaration(
        kind: "mail",
        summary: "Mails the message and its runs, through a server or the local mail system.",
        parameters: MailAddressing.whom + [
            .init(
                "from", .text, environment: ["SMTP_EMAIL"],
                meaning: "Whose mail it is; the username where that is an address, and otherwise "
                    + "the account of notifyd at this machine.")
        ] + MailAddressing.header + [
            .init(
                "server", .text, isRoute: true, environment: ["SMTP_HOST"],
                meaning: "The server that takes it: smtp://host, smtps://host or host, each "
                    + "perhaps with :port; the program sendmail of this machine where it is left "
                    + "out."),
            .init(
                "port", .integer, isRoute: true, environment: ["SMTP_PORT"],
                environmentNeeds: "server",
                meaning: "The server's port, where it does not name one itself."),
            .init(
                "username", .text, isRoute: true, environment: ["SMTP_EMAIL"],
                environmentNeeds: "password", meaning: "As whom to log in to the server."),
            .init(
                "password", .text, isSecret: true, environment: ["SMTP_PASSWD"],
                environmentNeeds: "server", meaning: "The password for that."),
            .init(
                "tls", .text, isRoute: true,
                meaning: "Whether the connection must be encrypted: required, opportunistic or "
                    + "none; required where it is left out, but for a server of this machine."),
            .init(
                "ca_file", .text, isRoute: true,
                meaning: "A PEM file with the authorities to trust instead of the system's."),
            .init(
                "verify_ssl", .boolean, isRoute: true,
                meaning: "Whether the server's certificate must be valid; true where it is left "
                    + "out, but with tls: opportunistic."),
        ], showsLinks: true, digestLength: MailLimits.text / 2)

    private let configuration: MailConfiguration

    package init(parameters: JSONObject) throws(ParameterErrors) {
        configuration = try MailConfiguration(parameters)
    }

    private init(_ configuration: MailConfiguration) { self.configuration = configuration }

    package var addresses: [String] { configuration.addressing.recipients.map(\.address.text) }

    /// Each recipient is one of its own.
    package func leavingOut(_ denied: Set<String>) -> (any ReadyChannel)? {
        let rest = configuration.leavingOut(denied)
        return rest.addressing.recipients.isEmpty ? nil : MailChannel(rest)
    }

    package var destination: Destination {
        switch configuration.route {
        case .local: destination("sendmail")
        case .server(let server): destination(server.url)
        }
    }

    /// Mails to others do not wait for each other.
    private func destination(_ key: String) -> Destination {
        let mark = Destination.mark(of: addresses.sorted().joined(separator: " "))
        return Destination(key: key, text: place, place: "\(key)#\(mark)")
    }

    private var place: String {
        switch configuration.route {
        case .local: "the local mail system"
        case .server(let server): server.hostAndPort
        }
    }

    package func request(
        for message: Message, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        let (content, remarks) = configuration.addressing.content(for: message, at: now)
        let mail = MailRequest(
            route: configuration.route, sender: configuration.from, content: content)
        return .mail(mail, remarks: remarks)
    }

    package func verdict(on reply: ChannelReply) -> Verdict {
        MailVerdict.of(reply, from: place)
    }

    package func remarks(on reply: ChannelReply) -> [String] {
        MailVerdict.remarks(on: reply, from: place)
    }

    /// The password as a login shows it, to a server that sends it back (RFC 4616, and LOGIN).
    package var derivedSecrets: [String] {
        guard case .server(let server) = configuration.route, let login = server.login else {
            return []
        }
        return ["\0\(login.user)\0\(login.password)", login.password].map {
            Base64.text(Array($0.utf8))
        }
    }
}
