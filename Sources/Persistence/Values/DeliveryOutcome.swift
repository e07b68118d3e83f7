package import Domain
package import Formats

/// What became of a delivery that was attempted, or put off.
package struct DeliveryOutcome: Hashable, Sendable {
    package let id: DeliveryID
    /// That of the delivery when the attempt began: an outcome from before a later one does not count.
    package let triedSince: Timestamp
    /// Pending when it is to be tried again.
    package let state: DeliveryState
    /// Nil when none was made.
    package let attempt: DeliveryAttempt?
    /// Nil when it has ended.
    package let nextAttemptAt: Timestamp?
    /// Why, for people; empty when it was sent at once.
    package let reason: String
    package let at: Timestamp
    /// What its channel is to remember of the attempt; nil where it is nothing new.
    package let memory: ChannelMemory?

    package init(
        id: DeliveryID, triedSince: Timestamp, state: DeliveryState, attempt: DeliveryAttempt?,
        nextAttemptAt: Timestamp?, reason: String, at: Timestamp, memory: ChannelMemory? = nil
    ) {
        self.id = id
        self.triedSince = triedSince
        self.state = state
        self.attempt = attempt
        self.nextAttemptAt = nextAttemptAt
        self.reason = reason
        self.at = at
        self.memory = memory
    }
}
