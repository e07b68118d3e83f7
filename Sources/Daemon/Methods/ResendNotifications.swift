import Control
import Delivery
import Formats
import Persistence
import Platform

extension ControlMethod {
    static let resendNotifications = ControlMethod("ResendNotifications") { request in
        let events = try await request.parts.store.resend(
            run: request.uid("run", of: "run"), notification: request.name("notification"),
            by: request.caller, now: request.parts.clock.now)
        await request.parts.courier.enqueue(events)
        return ["deliveries": .integer(Int64(events.reduce(0) { $0 + $1.notifications.count }))]
    }
}
