/// What came of a channel's request.
package enum ChannelReply: Sendable {
    case http(HTTPReply)
    case irc(IRCReply)
    case smtp(SMTPReply)
    case program(ProgramReply)
    /// No complete answer came.
    case failed(TransportFailure)
    /// The log has taken the lines.
    case logged

    package init(_ result: Result<HTTPReply, TransportFailure>) {
        switch result {
        case .success(let reply): self = .http(reply)
        case .failure(let failure): self = .failed(failure)
        }
    }
}
