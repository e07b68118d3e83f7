import Control
import Domain
import Formats
import Persistence

extension ControlMethod {
    static let showDelivery = ControlMethod("ShowDelivery") { request in
        let record = try await request.parts.store.delivery(
            try request.deliveryID(), by: request.caller)
        return [
            "delivery": record.delivery.wire, "attempts": .array(record.attempts.map(\.wire)),
        ]
    }
}
