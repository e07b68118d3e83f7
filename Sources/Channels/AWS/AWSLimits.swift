/// The bounds of what is said to Amazon Web Services, each with its unit.
package enum AWSLimits {
    /// Bytes of a region's name, which is part of a host's.
    static let region = 63
    /// Bytes of an access key, and of a secret one.
    static let key = 256
    /// Bytes of a session token, which a header has to carry.
    static let sessionToken = 8 * 1024
    /// The longest time for one answer of what gives this machine its credentials: it is near.
    package static let credentialsTimeout = Duration.seconds(3)
    /// How long before their end credentials are no longer taken for new requests.
    package static let credentialsMargin = Duration.seconds(300)
    /// Bytes of such an answer.
    package static let credentialsReply = 64 * 1024
    /// Bytes of an answer in which an error's code and words are looked for.
    static let errorSource = 16 * 1024
}
