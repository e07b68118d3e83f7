import Control
import Domain
import Formats
import Persistence

extension ControlMethod {
    static let showNotifier = ControlMethod("ShowNotifier") { request in
        let (notifier, users) = try await request.parts.store.notifier(
            request.notifierName(), by: request.caller)
        var names = OwnerNames()
        return [
            "notifier": notifier.wire(
                owner: names.name(of: notifier.owner), for: request.caller,
                by: request.parts.writer),
            "users": .array(users.names.map(JSONValue.string)), "more_users": .bool(users.isCut),
        ]
    }
}
