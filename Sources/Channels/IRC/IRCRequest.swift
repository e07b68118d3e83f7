/// One message as the channel asks for it; `Transport` carries it out.
package struct IRCRequest: Sendable {
    package internal(set) var server: IRCServer
    /// Channels and users.
    package let targets: [IRCTarget]
    /// Without the command before them.
    package let lines: [String]
    /// The longest time until it is taken or refused.
    package var timeout: Duration
}

/// A channel or a user.
package struct IRCTarget: Sendable, Hashable {
    package let name: String
    /// What lets into a channel; nil where it needs nothing.
    package let key: String?

    package var isChannel: Bool { Self.isChannel(name) }

    static func isChannel(_ name: String) -> Bool { name.first.map { "#&+!".contains($0) } == true }
}
