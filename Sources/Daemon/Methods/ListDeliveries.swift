import Control
import Domain
import Formats
import Persistence

extension ControlMethod {
    static let listDeliveries = ControlMethod("ListDeliveries") { request in
        let filter = DeliveryFilter(
            project: try request.name("project"), schedule: try request.name("schedule"),
            run: request.text("run") == nil ? nil : try request.uid("run", of: "run"),
            state: try request.word("state", DeliveryState.self))
        let limit = try request.count(
            "limit", standard: Domain.Limits.pageRows, atMost: Domain.Limits.pageRows)
        let after = try request.text("after").map { text throws(CallError) in
            guard let id = DeliveryID(text) else { throw .notFound("delivery", text) }
            return id
        }
        let deliveries = try await request.parts.store.deliveries(
            filter, by: request.caller, after: after, limit: limit)
        var reply: JSONObject = ["deliveries": .array(deliveries.map(\.wire))]
        if deliveries.count == limit {
            reply["next"] = (deliveries.last?.id.description).map(JSONValue.string)
        }
        return reply
    }
}
