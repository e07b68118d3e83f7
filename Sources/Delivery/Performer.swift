package import Channels

/// Carries out what a channel asks for; a test has one that answers by itself.
package protocol Performer: Sendable {
    /// Returns soon after its task is cancelled.
    func perform(_ request: ChannelRequest) async -> ChannelReply
}
