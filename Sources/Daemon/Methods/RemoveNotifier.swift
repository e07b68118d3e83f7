import Control
import Domain
import Formats
import Persistence

extension ControlMethod {
    static let removeNotifier = ControlMethod("RemoveNotifier") { request in
        try await request.parts.store.removeNotifier(
            request.notifierName(), force: request.flag("force"), by: request.caller)
        return [:]
    }
}
