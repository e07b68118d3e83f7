import Channels
import Domain
import Formats

/// What was sent for a message, and what came back.
struct Exchange: Sendable {
    let reply: ChannelReply
    /// What could not be done as the notification's author meant it; one clause each.
    let remarks: [String]
    /// Whether the message went on from no other one.
    let isBeginning: Bool

    /// Sends the message as one that goes on from what is remembered; where that is gone, as one that begins.
    @concurrent
    static func make(
        _ message: Message, over ready: Route, by performer: any Performer,
        continuing memory: String?, at now: Timestamp
    ) async throws(UnsendableMessage) -> Exchange {
        let request = try ready.channel.request(for: message, continuing: memory, at: now)
            .reaching(ready.reach)
        let reply = await performer.perform(request)
        guard memory != nil else {
            return Exchange(reply: reply, remarks: request.remarks, isBeginning: true)
        }
        guard ready.channel.isGone(reply) else {
            return Exchange(reply: reply, remarks: request.remarks, isBeginning: false)
        }
        return try await make(message, over: ready, by: performer, continuing: nil, at: now)
    }
}
