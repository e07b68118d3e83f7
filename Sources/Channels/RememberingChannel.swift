package import Domain
package import Formats

/// A channel whose messages go on from an earlier one: a thread of a run, a comment that is edited.
///
/// What it remembers is stored with the outcome of the delivery that it comes of. Messages under one key are
/// sent one after the other, so that the second knows what the first has begun.
package protocol RememberingChannel: Channel {
    /// Under what it remembers; nil where a message stands alone.
    func memoryKey(for event: Event, _ notification: Name) -> MemoryKey?

    /// The request of a message that goes on from what is remembered.
    func request(
        for message: Message, continuing memory: String, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest

    /// Whether what a message went on from is there no longer: then it begins anew.
    func isGone(_ reply: ChannelReply) -> Bool

    /// What to remember of a message that began anew and was delivered; nothing secret, and nil where the
    /// reply does not tell.
    func memory(in reply: ChannelReply) -> String?
}
