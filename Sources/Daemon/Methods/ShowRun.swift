import Control
import Domain
import Formats
import Persistence

extension ControlMethod {
    static let showRun = ControlMethod("ShowRun") { request in
        let uid = try request.uid("run", of: "run")
        let run = try await request.parts.store.run(uid, by: request.caller)
        let attempts = try await request.parts.store.attempts(of: uid)
        let deliveries = try await request.parts.store.deliveries(
            DeliveryFilter(run: uid), by: request.caller, after: nil, limit: Domain.Limits.pageRows)
        var names = OwnerNames()
        return [
            "run": run.wire(owner: names.name(of: run.owner)),
            "attempts": .array(attempts.map(\.wire)),
            "deliveries": .array(deliveries.map(\.wire)),
        ]
    }
}
