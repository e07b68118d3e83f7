package import Domain
package import Formats

/// The channels there are.
package enum ChannelTable {
    /// One line for each.
    package static let channels: [any Channel.Type] = [
        AppriseChannel.self,
        ConsoleChannel.self,
        ExecChannel.self,
        IRCChannel.self,
        MailChannel.self,
        SlackChannel.self,
        WebhookChannel.self,
    ]

    package static let declarations: [ChannelDeclaration] = channels.map { $0.declaration }

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
        do throws(ParameterErrors) {
            _ = try channel(kind: kind, parameters: parameters)
            return []
        } catch {
            return error.faults
        }
    }

    private static let byKind = Dictionary(
        uniqueKeysWithValues: channels.map { ($0.declaration.kind, $0) })
}
