/// What came of a channel's request.
package enum ChannelReply: Sendable {
    case http(HTTPReply)
    /// No complete answer came.
    case failed(TransportFailure)
    /// The log has taken the lines.
    case logged
}
