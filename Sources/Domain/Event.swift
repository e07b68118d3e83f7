package import Formats

/// Something that happened to a run or a schedule: an immutable record, but for its place in the outbox.
package struct Event: Hashable, Sendable {
    package let id: UID
    /// Nil where it happened to the schedule itself.
    package let run: UID?
    package let key: ScheduleKey
    package let owner: Owner
    package let happening: Happening
    package let at: Timestamp
    /// The run as it was then, in the form templates and webhook bodies see.
    package var snapshot: JSONValue
    /// Whom to tell of it.
    package let notificationSets: NotificationSets
    /// Set from its beginning until each of its deliveries has ended; nil when there is nobody to tell.
    package var notificationsPendingSince: Timestamp?
    /// The event whose notifications are sent again by this one.
    package let resends: UID?

    package init(
        id: UID, run: UID?, key: ScheduleKey, owner: Owner, happening: Happening, at: Timestamp,
        snapshot: JSONValue, notificationSets: NotificationSets,
        notificationsPendingSince: Timestamp?,
        resends: UID? = nil
    ) {
        self.id = id
        self.run = run
        self.key = key
        self.owner = owner
        self.happening = happening
        self.at = at
        self.snapshot = snapshot
        self.notificationSets = notificationSets
        self.notificationsPendingSince = notificationsPendingSince
        self.resends = resends
    }
    package var occasion: Occasion { happening.occasion }
}
