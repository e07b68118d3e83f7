/// A notification of one of the lists that count for a schedule or a run.
package struct ListedNotification: Hashable, Sendable {
    package let notification: Notification
    /// What its list was given to.
    package let origin: NotificationOrigin
    /// Whether the own list has one of the same name, which counts instead of this one.
    package let isReplaced: Bool

    package init(
        notification: Notification, origin: NotificationOrigin, isReplaced: Bool = false
    ) {
        self.notification = notification
        self.origin = origin
        self.isReplaced = isReplaced
    }
}
