import Domain
import Formats
import Persistence

/// What became of a delivery, on its way into the store.
struct Outcome: Sendable {
    /// The delivery as it is from now on.
    let delivery: Delivery
    let owner: Owner
    /// Nil when none was made.
    let attempt: DeliveryAttempt?
    let at: Timestamp
    /// What the channel is to remember of the attempt.
    var memory: ChannelMemory?

    static func ended(
        _ before: Delivery, of owner: Owner, _ state: DeliveryState,
        attempt: DeliveryAttempt? = nil, reason: String, at now: Timestamp,
        memory: ChannelMemory? = nil
    ) -> Outcome {
        var delivery = before
        delivery.state = state
        delivery.attempts = attempt?.number ?? before.attempts
        delivery.nextAttemptAt = nil
        delivery.endedAt = now
        delivery.reason = reason.bounded
        return Outcome(
            delivery: delivery, owner: owner, attempt: attempt, at: now, memory: memory)
    }

    static func again(
        _ before: Delivery, of owner: Owner, at next: Timestamp, attempt: DeliveryAttempt? = nil,
        reason: String, now: Timestamp
    ) -> Outcome {
        var delivery = before
        delivery.attempts = attempt?.number ?? before.attempts
        delivery.nextAttemptAt = next
        delivery.reason = reason.bounded
        return Outcome(delivery: delivery, owner: owner, attempt: attempt, at: now)
    }

    var stored: DeliveryOutcome {
        DeliveryOutcome(
            id: delivery.id, triedSince: delivery.triedSince, state: delivery.state,
            attempt: attempt, nextAttemptAt: delivery.nextAttemptAt, reason: delivery.reason,
            at: at, memory: memory)
    }
}
