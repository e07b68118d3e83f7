package import Domain
package import Formats

/// The code that speaks to one kind of destination: it translates, and performs nothing itself.
package protocol Channel: ReadyChannel {
    static var declaration: ChannelDeclaration { get }

    /// Takes its parameters apart; the errors are all of them, each naming its parameter.
    init(parameters: JSONObject) throws(ParameterErrors)
}

/// A channel with its parameters, ready for messages.
package protocol ReadyChannel: Sendable {
    var declaration: ChannelDeclaration { get }

    var destination: Destination { get }

    /// Whom or what it sends to, as people write it: mail addresses, a host, a room; nothing secret.
    var addresses: [String] { get }

    /// The same without some of its addresses; nil where there is nothing to send without them.
    func leavingOut(_ denied: Set<String>) -> (any ReadyChannel)?

    /// What is to be performed so that the message arrives; `now` is the time of this attempt.
    func request(
        for message: Message, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest

    /// What the outcome means for the delivery.
    func verdict(on reply: ChannelReply) -> Verdict

    /// What an outcome that delivers leaves to be said; one clause each.
    func remarks(on reply: ChannelReply) -> [String]

    /// Other forms of its secrets, in which a destination may send them back.
    var derivedSecrets: [String] { get }

    /// Whether it needs credentials that are not among its parameters, but notifyd's own.
    var usesOwnCredentials: Bool { get }

    /// Where the log is that it has sent away for the event of a message; nil where it sends none.
    func logLink(for message: Message) -> LogLink?
}

extension Channel {
    package var declaration: ChannelDeclaration { Self.declaration }
}

extension ReadyChannel {
    package var addresses: [String] { [destination.host].compactMap(\.self) }
    package func leavingOut(_ denied: Set<String>) -> (any ReadyChannel)? { nil }
    package func remarks(on reply: ChannelReply) -> [String] { [] }
    package var derivedSecrets: [String] { [] }
    package var usesOwnCredentials: Bool { false }
    package func logLink(for message: Message) -> LogLink? { nil }
}
