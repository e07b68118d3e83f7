import Control
import Domain
import Formats
import Persistence

extension ControlMethod {
    static let listRuns = ControlMethod("ListRuns") { request in
        let filter = RunFilter(
            project: try request.name("project"), schedule: try request.name("schedule"),
            state: try request.word("state", RunState.self),
            withSkipped: request.parameters["with_skipped"]?.bool ?? false)
        let limit = try request.count(
            "limit", standard: Domain.Limits.pageRows, atMost: Domain.Limits.pageRows)
        let after = request.text("after") == nil ? nil : try request.uid("after", of: "run")
        let runs = try await request.parts.store.listRuns(
            filter, by: request.caller, after: after, limit: limit)
        var names = OwnerNames()
        var reply: JSONObject = [
            "runs": .array(runs.map { $0.wire(owner: names.name(of: $0.owner)) })
        ]
        if runs.count == limit {
            reply["next"] = (runs.last?.uid.description).map(JSONValue.string)
        }
        return reply
    }
}
