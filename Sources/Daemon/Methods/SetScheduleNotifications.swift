import Control
import Domain
import Formats
import Persistence
import Scheduling

extension ControlMethod {
    static let setScheduleNotifications = ControlMethod("SetScheduleNotifications") { request in
        let store = request.parts.store
        let key = try request.scheduleKey()
        let notifications = try request.notifications()
        try await request.checkNotifiers(notifications) {
            try await store.schedule(key, by: request.caller).schedule.owner
        }
        let schedule = try await store.setNotifications(key, notifications, by: request.caller)
        await request.parts.scheduler.changed(schedule)
        return [:]
    }
}
