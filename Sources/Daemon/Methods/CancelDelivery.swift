import Control
import Delivery
import Domain
import Formats
import Persistence
import Platform

extension ControlMethod {
    static let cancelDelivery = ControlMethod("CancelDelivery") { request in
        let (delivery, owner) = try await request.parts.store.cancelDelivery(
            try request.deliveryID(), reason: "cancelled by \(request.callerName)",
            by: request.caller, now: request.parts.clock.now)
        await request.parts.courier.cancel(delivery, of: owner)
        return [:]
    }
}
