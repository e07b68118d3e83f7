package import Domain
package import Formats

/// A channel behind the layer that keeps its secrets out of every text about it.
///
/// What its destination answers is redacted before the channel words a reason, so that no cutting leaves
/// a part of a secret; a message is redacted before the channel sees it.
package struct RedactedChannel: Sendable {
    package typealias Maker =
        @Sendable (_ kind: String, _ parameters: JSONObject) throws(ParameterErrors) ->
        any ReadyChannel

    private var channel: any ReadyChannel
    /// The same where it remembers.
    private var remembering: (any RememberingChannel)?
    /// For what is told of it.
    private let redactor: Redactor
    /// For what it is to tell.
    private let messageRedactor: Redactor
    package let secretWords: SecretWords
    /// Whether the variable `links` shows in its messages, whatever their texts are.
    package let usesLinks: Bool
    /// Whether its form has a place for them.
    package let showsLinks: Bool

    /// Makes the channel of a configuration, completed by an environment.
    package init(
        _ given: ChannelConfiguration, in environment: ChannelEnvironment = .empty,
        make: Maker = ChannelTable.channel(kind:parameters:)
    ) throws(ParameterErrors) {
        let declaration = ChannelTable.declaration(of: given.kind)
        let configuration = declaration.map { environment.completing(given, of: $0) } ?? given
        var secretWords = SecretWords(in: configuration.secretParameters)
        let redactor = Redactor(hiding: secretWords.all)
        messageRedactor = Redactor(hiding: secretWords.distinctive)
        do throws(ParameterErrors) {
            channel = try make(configuration.kind, configuration.allParameters)
        } catch {
            let names = given.allParameters.members.filter { $0.value != .null }.map(\.name)
            let faults =
                declaration.map { environment.explained(error.faults, of: $0, beside: names) }
                ?? error.faults
            throw ParameterErrors(
                faults.map { fault in
                    Fault(
                        path: fault.path, position: fault.position,
                        message: redactor.redacted(fault.message))
                }, mayPass: error.mayPass)
        }
        let declared = channel.declaration
        let hasTemplates = declared.parameters.contains(where: \.holdsTemplates)
        usesLinks =
            declared.showsLinks
            || hasTemplates && JSONValue.object(configuration.allParameters).text.contains("links")
        showsLinks = declared.showsLinks
        remembering = channel as? any RememberingChannel
        for secret in channel.derivedSecrets { secretWords.add(secret) }
        self.secretWords = secretWords
        self.redactor = Redactor(hiding: secretWords.all)
    }

    package var destination: Destination { channel.destination }
    package var declaration: ChannelDeclaration { channel.declaration }
    package var addresses: [String] { channel.addresses }

    /// The same without some of its addresses; nil where there is nothing to send without them.
    package func leavingOut(_ denied: Set<String>) -> RedactedChannel? {
        guard let rest = channel.leavingOut(denied) else { return nil }
        var result = self
        result.channel = rest
        result.remembering = rest as? any RememberingChannel
        return result
    }

    /// Where the log is that it has sent away for the event of a message.
    package func logLink(for message: Message) -> LogLink? {
        channel.logLink(for: redacted(message))
    }

    /// What is to be performed so that the message arrives, and goes on from what is remembered.
    package func request(
        for message: Message, continuing memory: String? = nil, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        do throws(UnsendableMessage) {
            let message = redacted(message)
            if let memory, let remembering {
                return try remembering.request(for: message, continuing: memory, at: now)
            }
            return try channel.request(for: message, at: now)
        } catch {
            throw UnsendableMessage(redactor.redacted(error.reason))
        }
    }

    /// What the outcome means for the delivery.
    package func verdict(on reply: ChannelReply) -> Verdict {
        let reply = redacted(reply)
        if case .failed(let failure) = reply, failure.kind == .forbidden {
            return .rejected(reason: failure.message)
        }
        return switch channel.verdict(on: reply) {
        case .delivered: .delivered
        case .retry(let pause, let reason):
            .retry(after: pause, reason: redactor.redacted(reason))
        case .rejected(let reason): .rejected(reason: redactor.redacted(reason))
        }
    }

    /// What an outcome that delivers leaves to be said.
    package func remarks(on reply: ChannelReply) -> [String] {
        channel.remarks(on: redacted(reply)).map(redactor.redacted)
    }

    /// Under what its channel remembers; nil where a message stands alone.
    package func memoryKey(for event: Event, _ notification: Name) -> MemoryKey? {
        remembering?.memoryKey(for: event, notification)
    }

    /// Whether what a message went on from is there no longer.
    package func isGone(_ reply: ChannelReply) -> Bool {
        remembering?.isGone(redacted(reply)) ?? false
    }

    /// What to remember of a message that began anew and was delivered.
    package func memory(in reply: ChannelReply) -> String? {
        remembering?.memory(in: redacted(reply))
    }

    /// What is kept of a reply for people to read.
    package func answer(in reply: ChannelReply) -> Answer { Answer(redacted(reply)) }

    private func redacted(_ message: Message) -> Message {
        messageRedactor.isEmpty ? message : message.replacingTexts(messageRedactor.redacted)
    }

    private func redacted(_ reply: ChannelReply) -> ChannelReply {
        if redactor.isEmpty { return reply }
        switch reply {
        case .http(var reply):
            reply.body = redactor.redacted(reply.body)
            reply.headers = reply.headers.map {
                HTTPHeader($0.name, redactor.redacted($0.value))
            }
            return .http(reply)
        case .irc(let reply): return .irc(reply.replacingTexts(redactor.redacted))
        case .smtp(let reply): return .smtp(reply.replacingTexts(redactor.redacted))
        case .program(var reply):
            reply.output = redactor.redacted(reply.output)
            reply.errors = redactor.redacted(reply.errors)
            return .program(reply)
        case .failed(let failure):
            return .failed(TransportFailure(failure.kind, redactor.redacted(failure.message)))
        case .logged: return .logged
        }
    }
}
