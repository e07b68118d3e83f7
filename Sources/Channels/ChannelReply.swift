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
}
