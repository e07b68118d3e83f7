import Control
import Domain
import Formats
import Persistence
import Platform
import Scheduling

extension ControlMethod {
    static let deleteSchedule = ControlMethod("DeleteSchedule") { request in
        let deleted = try await request.parts.store.deleteSchedule(
            request.scheduleKey(), by: request.caller, now: request.parts.clock.now)
        await request.parts.scheduler.removed(deleted.id)
        return [:]
    }
}
