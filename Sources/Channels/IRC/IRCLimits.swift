/// The bounds of messages over IRC, each with its unit.
package enum IRCLimits {
    /// Bytes of a line, its end included (RFC 2812, section 2.3).
    package static let line = 512
    /// Bytes of a user's name as servers show it, with a mark before it for one that nobody vouches for.
    static let user = 11
    /// Bytes of a host as servers show it.
    static let host = 63
    /// Bytes of a nickname; servers cut longer ones.
    static let nick = 30
    /// Bytes of a channel's name.
    static let channel = 200
    /// Channels and users that one notification may go to.
    static let targets = 8
    /// Bytes of the names of those whom a message addresses.
    static let address = 100
    /// Lines of one message; servers take a flood for an attack.
    static let lines = 12
    /// Bytes of a password or of a channel's key, so that its command fits into a line.
    static let secret = 400
    /// Bytes of base64 in one step of a login (IRCv3 SASL).
    package static let login = 400
    /// Nicknames that are tried when others have them.
    package static let nickAttempts = 5
    /// The longest time for one message, joining included.
    static let timeout = Duration.seconds(120)
    /// Targets that did not get a message, and are named.
    static let namedRefusals = 5
}
