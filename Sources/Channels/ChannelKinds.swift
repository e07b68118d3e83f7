package import Domain
package import Formats

/// The kinds of channels that a machine has: those of the table, and its plugins.
package struct ChannelKinds: Sendable {
    /// Those of the table, in its order, and then the plugins by their names.
    package let declarations: [ChannelDeclaration]
    private let plugins: [String: Plugin]
    private let ailing: [String: String]

    /// - Parameters:
    ///   - plugins: none of which has a name of the table's.
    ///   - ailing: why plugins that are there cannot be used now, by their kinds.
    package init(plugins: [Plugin] = [], ailing: [String: String] = [:]) {
        self.plugins = Dictionary(plugins.map { ($0.declaration.kind, $0) }) { first, _ in first }
        self.ailing = ailing
        declarations =
            ChannelTable.declarations
            + self.plugins.values.map(\.declaration).sorted { $0.kind < $1.kind }
    }

    package static let builtIn = ChannelKinds()

    package func declaration(of kind: String) -> ChannelDeclaration? {
        declarations.first { $0.kind == kind }
    }

    /// The channel of a kind, ready for messages.
    package func channel(
        kind: String, parameters: JSONObject
    ) throws(ParameterErrors) -> any ReadyChannel {
        if let plugin = plugins[kind] {
            return try PluginChannel(plugin, parameters: parameters)
        }
        if let why = ailing[kind] {
            throw ParameterErrors([Fault(path: "kind", message: why)], mayPass: true)
        }
        guard ChannelTable.declarations.contains(where: { $0.kind == kind }) else {
            throw ParameterErrors([
                Fault(path: "kind", message: ChannelTable.unknown(among: declarations))
            ])
        }
        return try ChannelTable.channel(kind: kind, parameters: parameters)
    }

    /// What is wrong with the parameters of a kind; empty when it can be used.
    package func faults(kind: String, parameters: JSONObject) -> [Fault] {
        faults(kind: kind, parameters: parameters, allowsOwnCredentials: true)
    }

    /// - Parameter allowsOwnCredentials: whether notifyd's own may be used where none are given.
    package func faults(
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
}
