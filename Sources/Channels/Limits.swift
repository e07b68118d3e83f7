/// The bounds that several channels share, each with its unit; those of one service stand with it.
package enum Limits {
    /// The longest time for one request, from start to complete reply.
    package static let requestTimeout = Duration.seconds(30)
    /// Bytes of a reply's body that are kept.
    package static let replyBody = 64 * 1024
    /// The longest wait that a destination may ask for.
    package static let retryAfter = Duration.seconds(24 * 3600)
    /// Bytes of a reply's body that are looked at for a reason.
    static let excerptSource = 4096
    /// Characters of a reply's text in a reason, or kept with an attempt.
    static let excerpt = 200
    /// Bytes from which on a text counts as a secret worth hiding: shorter ones are in every word.
    static let shortestSecret = 4
    /// Words of one configuration that are hidden.
    static let secretWords = 512
    /// Bytes of the pieces in which longer secrets are compared.
    static let secretPieceBytes = 64
    /// Bytes from which on a secret with letters and digits is hidden in texts about anything.
    static let shortestDistinctiveSecret = 8
    /// Bytes from which on every secret is.
    static let longDistinctiveSecret = 16
    /// Bytes of a URL.
    static let url = 8 * 1024
    /// Bytes of a request's body.
    static let requestBody = 4 * 1024 * 1024
    /// Headers that a configuration may add.
    static let headers = 64
    /// Bytes of one such header's value.
    static let headerValue = 8 * 1024
    /// Characters of one log line.
    static let logLine = 2000
    /// Runs that one message writes to the log.
    static let loggedRuns = 20
}
