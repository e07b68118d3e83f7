package import Formats

/// What has to reach one destination: one event, for one notification.
package struct Delivery: Hashable, Sendable {
    package let id: DeliveryID
    /// Nil where it tells of the schedule itself.
    package let run: UID?
    package let key: ScheduleKey
    package let kind: String
    package var state: DeliveryState
    /// Attempts made so far.
    package var attempts: Int64
    package let createdAt: Timestamp
    /// Since when it is tried: its creation, or the last time that somebody asked to try it again.
    package var triedSince: Timestamp
    /// When it is tried next; nil when it has ended.
    package var nextAttemptAt: Timestamp?
    package var endedAt: Timestamp?
    /// Why it is in its state, for people; empty when it was sent at once.
    package var reason: String

    package init(
        id: DeliveryID, run: UID?, key: ScheduleKey, kind: String, state: DeliveryState,
        attempts: Int64 = 0, createdAt: Timestamp, triedSince: Timestamp? = nil,
        nextAttemptAt: Timestamp? = nil, endedAt: Timestamp? = nil, reason: String = ""
    ) {
        self.id = id
        self.run = run
        self.key = key
        self.kind = kind
        self.state = state
        self.attempts = attempts
        self.createdAt = createdAt
        self.triedSince = triedSince ?? createdAt
        self.nextAttemptAt = nextAttemptAt
        self.endedAt = endedAt
        self.reason = reason
    }
}

extension Delivery {
    /// The kind of channel that puts a run's log where messages of the same event link to it.
    package static let logCollection = "log_collect"

    package var collectsLog: Bool { kind == Self.logCollection }
}

/// Where a delivery is on its way.
package enum DeliveryState: String, Hashable, Sendable, CaseIterable {
    case pending
    /// The destination accepted it.
    case sent
    /// Not meant to be sent, as the reason says.
    case suppressed
    /// Given up, as the reason says.
    case failed

    package var isFinal: Bool { self != .pending }
}
