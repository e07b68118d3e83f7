package import Domain

/// A schedule with the notifications that count for one of its runs, and those that are replaced.
package struct ScheduleNotifications: Hashable, Sendable {
    package let key: ScheduleKey
    package let notifications: [ListedNotification]

    package init(key: ScheduleKey, notifications: [ListedNotification]) {
        self.key = key
        self.notifications = notifications
    }
}
