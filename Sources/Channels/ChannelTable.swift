package import Domain
package import Formats

/// The channels there are.
package enum ChannelTable {
    /// One line for each.
    package static let channels: [any Channel.Type] = [
        AppriseChannel.self,
        ConsoleChannel.self,
        DiscordChannel.self,
        ExecChannel.self,
        GitChannel.self,
        IRCChannel.self,
        LogCollectChannel.self,
        LoggerChannel.self,
        MailChannel.self,
        MatrixChannel.self,
        NtfyChannel.self,
        PagerDutyChannel.self,
        SESChannel.self,
        SlackChannel.self,
        SNSChannel.self,
        TeamsChannel.self,
        TelegramChannel.self,
        WebhookChannel.self,
        WorkplaceChannel.self,
    ]

    package static let declarations: [ChannelDeclaration] = channels.map { $0.declaration }

    /// What a kind says of itself; nil where there is none.
    package static func declaration(of kind: String) -> ChannelDeclaration? {
        byKind[kind]?.declaration
    }

    /// The channel of a kind, ready for messages.
    package static func channel(
        kind: String, parameters: JSONObject
    ) throws(ParameterErrors) -> any Channel {
        guard let type = byKind[kind] else {
            throw ParameterErrors([Fault(path: "kind", message: unknown(among: declarations))])
        }
        return try type.init(parameters: parameters)
    }

    static func unknown(among declarations: [ChannelDeclaration]) -> String {
        let known = declarations.map(\.kind).joined(separator: ", ")
        return "there is no such kind of channel; the kinds are \(known)"
    }

    /// What is wrong with the parameters of a kind; empty when it can be used.
    package static func faults(kind: String, parameters: JSONObject) -> [Fault] {
        ChannelKinds.builtIn.faults(kind: kind, parameters: parameters)
    }

    private static let byKind = Dictionary(
        uniqueKeysWithValues: channels.map { ($0.declaration.kind, $0) })
}
