import Control
import Definitions
import Domain
import Formats

extension ControlMethod {
    static let describeChannel = ControlMethod("DescribeChannel") { request in
        let (channels, environment) = (request.parts.channels, request.parts.settings.environment)
        let kind = request.text("kind") ?? ""
        let name = channels.contains { $0.kind == kind } ? kind : PluginNames.kinds[kind] ?? kind
        guard let channel = channels.first(where: { $0.kind == name }) else {
            throw CallError.notFound(
                "channel", kind,
                saying: UnknownWord.message(
                    "kind", kind, among: channels.map(\.kind), alwaysList: true))
        }
        return [
            "channel": channel.wire(in: environment),
            "alternatives": channel.alternativesWire,
            "parameters": .array(channel.parametersWire(in: environment)),
        ]
    }
}
