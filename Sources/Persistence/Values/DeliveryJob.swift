package import Domain

/// A delivery that is due, with all it takes to send it.
package struct DeliveryJob: Hashable, Sendable {
    package let delivery: Delivery
    package let event: Event
    package let notification: Notification
    /// Whether another delivery of the event collects its run's log.
    package let hasLogs: Bool
    /// Where the next page begins.
    package let cursor: DueCursor

    package init(
        delivery: Delivery, event: Event, notification: Notification,
        hasLogs: Bool = false, cursor: DueCursor
    ) {
        self.delivery = delivery
        self.event = event
        self.notification = notification
        self.hasLogs = hasLogs
        self.cursor = cursor
    }
}
