import Control
import Domain
import Formats
import Persistence

extension ControlMethod {
    static let listNotifiers = ControlMethod("ListNotifiers") { request in
        let notifiers = try await request.parts.store.listNotifiers(
            by: request.caller, after: try request.name("after"), limit: Domain.Limits.pageRows)
        var names = OwnerNames()
        var reply: JSONObject = [
            "notifiers": .array(
                notifiers.map {
                    $0.wire(
                        owner: names.name(of: $0.owner), for: request.caller,
                        by: request.parts.writer)
                })
        ]
        if notifiers.count == Domain.Limits.pageRows {
            reply["next"] = (notifiers.last?.name.text).map(JSONValue.string)
        }
        return reply
    }
}
