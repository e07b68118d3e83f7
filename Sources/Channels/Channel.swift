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
    var destination: Destination { get }

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
}

extension ReadyChannel {
    package func remarks(on reply: ChannelReply) -> [String] { [] }
    package var derivedSecrets: [String] { [] }
}
