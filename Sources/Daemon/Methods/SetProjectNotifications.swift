import Control
import Domain
import Formats
import Persistence

extension ControlMethod {
    static let setProjectNotifications = ControlMethod("SetProjectNotifications") { request in
        let notifications = try request.notifications()
        try await request.checkNotifiers(notifications) { nil }
        try await request.parts.store.setNotifications(
            ofProject: request.project(), notifications, by: request.caller)
        return [:]
    }
}
