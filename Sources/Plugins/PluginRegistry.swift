package import Channels
package import Domain
package import Formats
internal import Platform

/// The kinds of channels that a running service has; its plugins may change meanwhile.
package final class PluginRegistry: Sendable {
    private let state = Locked((found: PluginSearch.Findings(), kinds: ChannelKinds.builtIn))

    package init() {}

    package var kinds: ChannelKinds { state.withLock { $0.kinds } }

    /// What is wrong with files of the plugin folders.
    package var faults: [PluginFault] { state.withLock { $0.found.faults } }

    /// Looks for plugins anew; what is found counts at once, and what went before until it is found
    /// again.
    package func refresh(_ search: PluginSearch) async {
        let before = state.withLock { $0.found }
        let after = await search.run { [self] findings in
            var shown = findings
            shown.plugins += before.plugins.filter {
                findings.awaited.contains($0.declaration.kind)
            }
            shown.awaited.subtract(shown.plugins.map(\.declaration.kind))
            take(shown)
        }
        take(after)
    }

    private func take(_ findings: PluginSearch.Findings) {
        let kinds = findings.kinds
        state.withLock { $0 = (findings, kinds) }
    }

    /// The channel of a kind, ready for messages.
    @Sendable package func channel(
        kind: String, parameters: JSONObject
    ) throws(ParameterErrors) -> any ReadyChannel {
        try kinds.channel(kind: kind, parameters: parameters)
    }

    /// What is wrong with the parameters of a kind; empty when it can be used.
    @Sendable package func faults(kind: String, parameters: JSONObject) -> [Fault] {
        kinds.faults(kind: kind, parameters: parameters)
    }
}
