/// What an attempt tells of its destination.
package enum DestinationFeedback: Hashable, Sendable {
    /// It took the message, or refused it for good: it is well.
    case answered
    /// It answered, but could not take the message now; with the pause that it asked for, if any.
    case declined(pause: Duration?, reason: String)
    /// No answer came.
    case unreachable(reason: String)
    /// The attempt was taken back, and tells nothing.
    case unknown
}
