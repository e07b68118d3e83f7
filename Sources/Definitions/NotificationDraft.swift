import Domain

/// A notification that may not have its name yet.
struct NotificationDraft {
    let place: Place
    let name: Name?
    let namePlace: Place?
    /// What it is called where it has no name, but for a number that makes it unique.
    let standardName: String
    let notification: (Name) -> Notification
}
