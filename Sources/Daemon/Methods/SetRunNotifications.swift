import Control
import Domain
import Formats
import Persistence

extension ControlMethod {
    static let setRunNotifications = ControlMethod("SetRunNotifications") { request in
        let store = request.parts.store
        let run = try request.uid("run", of: "run")
        let notifications = try request.notifications()
        try await request.checkNotifiers(notifications) {
            try await store.run(run, by: request.caller).owner
        }
        try await store.setNotifications(ofRun: run, notifications, by: request.caller)
        return [:]
    }
}
