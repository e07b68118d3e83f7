package import Domain
package import Formats

/// Hands deliveries to a plugin, and takes its answer.
package struct PluginChannel: ReadyChannel {
    private let plugin: Plugin
    private let parameters: JSONObject

    package init(_ plugin: Plugin, parameters: JSONObject) throws(ParameterErrors) {
        try Parameters(parameters, of: plugin.declaration).finish()
        self.plugin = plugin
        var all = JSONObject()
        for known in plugin.declaration.parameters {
            all[known.name] = parameters[known.name]?.unlessNull ?? known.standard
        }
        self.parameters = all
    }

    package var declaration: ChannelDeclaration { plugin.declaration }

    private var kind: String { plugin.declaration.kind }

    package var destination: Destination {
        guard let name = plugin.description.destination, let place = parameters[name]?.string else {
            return Destination(key: "plugin:\(kind)", text: "the plugin \(kind)")
        }
        let text = place.cleaned(oneLine: true).cut(to: Limits.excerpt)
        return Destination(key: "plugin:\(kind):\(place)", text: "\(kind) \(text)")
    }

    package func request(
        for message: Message, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        .program(
            ProgramRequest(
                program: plugin.path,
                input: ProgramDelivery.bytes(
                    of: message, kind: kind, parameters: parameters, at: now),
                mustBeTrusted: true, timeout: plugin.description.timeout))
    }

    package func verdict(on reply: ChannelReply) -> Verdict { ProgramVerdict.of(reply) }
}
