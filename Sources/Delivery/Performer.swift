package import Channels
package import Formats

/// Carries out what a channel asks for; a test has one that answers by itself.
package protocol Performer: Sendable {
    /// Returns soon after its task is cancelled.
    func perform(_ request: ChannelRequest) async -> ChannelReply

    /// A link to a collected log, signed where it has to be.
    func text(of link: LogLink, at now: Timestamp) async -> Result<String, TransportFailure>
}

extension Performer {
    /// For those who know no other credentials than those of a channel's parameters.
    package func text(
        of link: LogLink, at now: Timestamp
    ) async -> Result<String, TransportFailure> {
        guard let text = link.text(at: now) else {
            return .failure(
                TransportFailure(.other, "there are no credentials to sign a link with"))
        }
        return .success(text)
    }
}
