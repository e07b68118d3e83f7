import Control
import Formats
import Persistence

extension ControlMethod {
    static let showSchedule = ControlMethod("ShowSchedule") { request in
        let overview = try await request.parts.store.schedule(
            request.scheduleKey(), by: request.caller)
        var names = OwnerNames()
        return ["state": await request.parts.state(of: overview, names: &names)]
    }
}
