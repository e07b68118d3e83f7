import Control
import Delivery
import Domain
import Formats
import Persistence
import Platform

extension ControlMethod {
    static let retryDelivery = ControlMethod("RetryDelivery") { request in
        let job = try await request.parts.store.retryDelivery(
            try request.deliveryID(), reason: "to be tried again, as \(request.callerName) asked",
            by: request.caller, now: request.parts.clock.now)
        await request.parts.courier.retry(job)
        return [:]
    }
}
