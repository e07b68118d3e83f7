import Channels
import Domain
import Formats
import Rendering
import Templating

/// One delivery in memory, ready to be attempted.
final class Job: Sendable {
    let delivery: Delivery
    let event: Event
    let notification: Notification
    /// As it was when the delivery was taken up.
    let channel: RedactedChannel
    /// Whether it has to be read anew for an attempt.
    let mayChange: Bool
    /// What the condition said when the delivery was planned; nil for one read from the store, where
    /// the condition has been heeded.
    private let verdict: ConditionVerdict?

    init(
        delivery: Delivery, event: Event, notification: Notification, channel: RedactedChannel,
        mayChange: Bool, verdict: ConditionVerdict? = nil
    ) {
        self.delivery = delivery
        self.event = event
        self.notification = notification
        self.channel = channel
        self.mayChange = mayChange
        self.verdict = verdict
    }

    /// The same, but that it is tried only since then.
    func tried(since time: Timestamp) -> Job {
        var delivery = delivery
        delivery.triedSince = time
        return Job(
            delivery: delivery, event: event, notification: notification, channel: channel,
            mayChange: mayChange, verdict: verdict)
    }

    var id: DeliveryID { delivery.id }
    var destination: String { channel.destination.key }

    /// Under what its channel remembers; nil where it stands alone.
    var memoryKey: MemoryKey? { channel.memoryKey(for: event, notification.name) }

    /// Whether this channel sends it where the job waits, and in the same turn.
    func goes(where channel: RedactedChannel) -> Bool {
        channel.destination.key == destination
            && channel.memoryKey(for: event, notification.name) == memoryKey
    }

    func message(at now: Timestamp) -> Message {
        Composer.message(id, notification, event, now: now)
    }

    /// Why the condition could not be asked; nil when it could.
    func conditionRemark(at now: Timestamp) -> String? {
        (verdict ?? Composer.verdict(notification, event, now: now)).remark
    }
}
