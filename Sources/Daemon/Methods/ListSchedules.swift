import Control
import Domain
import Formats
import Persistence

extension ControlMethod {
    static let listSchedules = ControlMethod("ListSchedules") { request in
        let overviews = try await request.parts.store.listSchedules(
            project: request.name("project"), by: request.caller, after: request.keyAfter(),
            limit: Domain.Limits.pageRows)
        var names = OwnerNames()
        var states: [JSONValue] = []
        for overview in overviews {
            states.append(await request.parts.state(of: overview, names: &names))
        }
        var reply: JSONObject = ["schedules": .array(states)]
        if overviews.count == Domain.Limits.pageRows {
            reply["next"] = (overviews.last?.schedule.key.description).map(JSONValue.string)
        }
        return reply
    }
}
