package import Domain

/// What an entry in the log is about, for those who search it.
package struct LogSubject: Sendable, Equatable {
    /// The kind of the channel that writes it.
    package let kind: String
    package let delivery: DeliveryID
    package let key: ScheduleKey
    package let run: UID?
    package let occasion: Occasion

    init(_ message: Message, kind: String) {
        self.kind = kind
        delivery = message.id
        key = message.event.key
        run = message.event.run
        occasion = message.event.occasion
    }
}
