import Domain
import Formats

extension SectionReader {
    /// A plugin as its author named it.
    struct Plugin {
        let name: String
        let place: Place
        let position: TextPosition?
        /// What an object says of it; nil where it was only named.
        let fields: Fields<PluginField>?
        let isInList: Bool
    }

    func plugins(_ place: Place, reading: inout Reading) -> [Plugin] {
        switch place.node.content {
        case .list:
            var names: Set<String> = []
            return (reading.list(place) ?? []).compactMap { element in
                let name = reading.text(element, atMost: DefinitionLimits.wordLength)
                guard let name else { return nil }
                guard names.insert(name).inserted else {
                    reading.fault(element, "\"\(name.shown)\" is named twice: leave one out")
                    return nil
                }
                return Plugin(
                    name: name, place: element, position: element.node.position, fields: nil,
                    isInList: true)
            }
        case .map(let members):
            return members.map { member in
                let entry = place.member(member)
                let fields =
                    entry.node.isNull
                    ? nil : Fields<PluginField>(entry, of: "a plugin", reading: &reading)
                return Plugin(
                    name: member.key, place: entry, position: member.keyPosition, fields: fields,
                    isInList: false)
            }
        default:
            reading.wrongForm(place, wanted: "a list of channels, or an object of them")
            return []
        }
    }

    /// Where a plugin sends to; `addressees` are handed to channels that have parameters of their names.
    func target(
        _ plugin: Plugin, _ addressees: [(name: String, node: Node)], reading: inout Reading
    ) -> ChannelConfiguration? {
        let channel = reader.channel(
            PluginNames.kind(of: plugin.name, among: reader.channels), named: plugin.name,
            path: plugin.place.path, at: plugin.position, reading: &reading)
        guard let channel else { return nil }
        let open = plugin.fields?[.parameters]
        let secret = plugin.fields?[.secretParameters]
        let addressees = addressees.map { name, node in
            (
                name: channel.declares(name) ? name : PluginNames.parameters[name] ?? name,
                node: node
            )
        }
        let added = addressees.filter { name, _ in
            channel.declares(name) && !has(open, name) && !has(secret, name)
        }
        let names = added.map(\.name)
        let supplied = reader.environment.supplies(to: channel, beside: names)
        let missing = channel.missing(given: Set(names + supplied.map(\.parameter.name))).first
        if plugin.isInList, let missing {
            reading.fault(
                plugin.place,
                "the channel \(channel.kind) needs \"\(missing.name)\": write \"plugins\" as an "
                    + "object, such as {\(plugin.name): {params: {\(missing.name): …}}}")
            return nil
        }
        return reader.parameterReader(channel).read(
            adding(added, to: open, of: plugin, channel), secret: secret, of: plugin.place,
            reading: &reading)
    }

    private func has(_ place: Place?, _ name: String) -> Bool {
        guard case .map(let members)? = place?.node.content else { return false }
        return members.contains { $0.key == name }
    }

    /// A plugin's parameters together with those that its section has for it.
    private func adding(
        _ added: [(name: String, node: Node)], to place: Place?, of plugin: Plugin,
        _ channel: ChannelDeclaration
    ) -> Place? {
        var members: [Node.Member] = []
        switch place?.node.content {
        case .map(let own)?: members = own
        case .some: return place
        case nil: if added.isEmpty { return nil }
        }
        members += added.map { name, node in
            Node.Member(key: name, value: channel.takesText(name) ? node.joined : node)
        }
        return Place(
            path: place?.path ?? plugin.place.path(of: PluginField.parameters.rawValue),
            node: Node(.map(members), position: place?.node.position ?? plugin.position))
    }
}

extension PluginNames {
    /// The kind that a plugin stands for; a kind's own name comes first.
    fileprivate static func kind(of plugin: String, among channels: [ChannelDeclaration]) -> String
    {
        channels.contains { $0.kind == plugin } ? plugin : kinds[plugin] ?? plugin
    }
}

extension ChannelDeclaration {
    fileprivate func declares(_ name: String) -> Bool { parameters.contains { $0.name == name } }

    fileprivate func takesText(_ name: String) -> Bool {
        parameters.first { $0.name == name }?.form == .text
    }
}

extension Node {
    /// A list of texts as one, for a channel that takes them so.
    fileprivate var joined: Node {
        guard case .list(let elements) = content else { return self }
        let texts = elements.compactMap { element in
            if case .text(let text) = element.content { text } else { nil }
        }
        return Node(.text(texts.joined(separator: ", ")), position: position)
    }
}
