package import Domain
package import Formats

/// The channels there are.
package enum ChannelTable {
    /// One line for each.
    package static let channels: [any Channel.Type] = [
        ConsoleChannel.self,
        DiscordChannel.self,
        GitChannel.self,
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
            let known = declarations.map(\.kind).joined(separator: ", ")
            let message = "there is no such kind of channel; the kinds are \(known)"
            throw ParameterErrors([Fault(path: "kind", message: message)])
        }
        return try type.init(parameters: parameters)
    }

    /// What is wrong with the parameters of a kind; empty when it can be used.
    ///
    /// - Parameter allowsOwnCredentials: whether notifyd's own may be used where none are given.
    package static func faults(
        kind: String, parameters: JSONObject, allowsOwnCredentials: Bool
    ) -> [Fault] {
        do throws(ParameterErrors) {
            let channel = try channel(kind: kind, parameters: parameters)
            guard channel.usesOwnCredentials, !allowsOwnCredentials else { return [] }
            return [
                Fault(
                    path: "access_key",
                    message: "is missing: notifyd's own credentials are for administrators alone; "
                        + "give your own with secret_key, or use a notifier that they share")
            ]
        } catch {
            return error.faults
        }
    }

    /// The same for those who may do all.
    package static func faults(kind: String, parameters: JSONObject) -> [Fault] {
        faults(kind: kind, parameters: parameters, allowsOwnCredentials: true)
    }

    private static let byKind = Dictionary(
        uniqueKeysWithValues: channels.map { ($0.declaration.kind, $0) })
}
