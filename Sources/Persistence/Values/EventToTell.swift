package import Domain

/// An event in the outbox with the notifications that listen to it.
package struct EventToTell: Hashable, Sendable {
    package let event: Event
    package let notifications: [Notification]

    package init(event: Event, notifications: [Notification]) {
        self.event = event
        self.notifications = notifications
    }
}
