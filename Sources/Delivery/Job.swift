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
    /// Whether a log is collected for the event.
    let hasLogs: Bool
    /// What the condition said when the delivery was planned; nil for one read from the store, where
    /// the condition has been heeded.
    private let verdict: ConditionVerdict?
    /// Whether it goes in a message of its own, because one with others was refused.
    private let goesAlone: Bool

    init(
        delivery: Delivery, event: Event, notification: Notification, channel: RedactedChannel,
        mayChange: Bool, hasLogs: Bool = false, verdict: ConditionVerdict? = nil,
        goesAlone: Bool = false
    ) {
        self.delivery = delivery
        self.event = event
        self.notification = notification
        self.channel = channel
        self.mayChange = mayChange
        self.hasLogs = hasLogs
        self.verdict = verdict
        self.goesAlone = goesAlone
    }

    /// The same, but that it is tried only since then.
    func tried(since time: Timestamp) -> Job {
        var delivery = delivery
        delivery.triedSince = time
        return Job(
            delivery: delivery, event: event, notification: notification, channel: channel,
            mayChange: mayChange, hasLogs: hasLogs, verdict: verdict, goesAlone: goesAlone)
    }

    var id: DeliveryID { delivery.id }
    var destination: String { channel.destination.key }

    /// Whether one message can say what both have to say: to the same place, for the same owner.
    func mayGo(with other: Job) -> Bool {
        !goesAlone && !other.goesAlone && channel.declaration.digestLength != nil
            && memoryKey == nil && other.memoryKey == nil && event.owner == other.event.owner
            && notification.target == other.notification.target
    }

    /// Under what its channel remembers; nil where it stands alone.
    var memoryKey: MemoryKey? { channel.memoryKey(for: event, notification.name) }

    /// Whether this channel sends it where the job waits, and in the same turn.
    func goes(where channel: RedactedChannel) -> Bool {
        channel.destination.key == destination
            && channel.memoryKey(for: event, notification.name) == memoryKey
    }

    func message(_ log: CollectedLog?, at now: Timestamp) -> Message {
        Composer.message(
            id, notification, event, log: log, showsLinks: channel.showsLinks, now: now)
    }

    /// Why the condition could not be asked; nil when it could.
    func conditionRemark(at now: Timestamp) -> String? {
        (verdict ?? Composer.verdict(notification, event, now: now)).remark
    }
}
