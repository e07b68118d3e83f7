/// What a delivery is known by: its event and the name of its notification.
///
/// It follows from the two, so that it is the same however often a crash makes us plan again.
package struct DeliveryID: Hashable, Sendable, CustomStringConvertible {
    package let event: UID
    package let notification: Name

    package init(event: UID, notification: Name) {
        self.event = event
        self.notification = notification
    }

    /// Reads `<event>.<notification>`.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let event = UID(String(parts[0])),
            let notification = try? Name(String(parts[1]))
        else { return nil }
        self.init(event: event, notification: notification)
    }

    package var description: String { "\(event).\(notification)" }
}
