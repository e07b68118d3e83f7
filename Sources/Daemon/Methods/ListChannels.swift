import Control
import Formats

extension ControlMethod {
    static let listChannels = ControlMethod("ListChannels") { request in
        let environment = request.parts.settings.environment
        return [
            "channels": .array(request.parts.channels.map { $0.wire(in: environment) })
        ]
    }
}
