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

    private let channel: any ReadyChannel
    /// For what is told of it.
    private let redactor: Redactor
    /// For what it is to tell.
    private let messageRedactor: Redactor
    package let secretWords: SecretWords

    /// Makes the channel of a configuration.
    package init(
        _ configuration: ChannelConfiguration, make: Maker = ChannelTable.channel(kind:parameters:)
    ) throws(ParameterErrors) {
        var secretWords = SecretWords(in: configuration.secretParameters)
        let redactor = Redactor(hiding: secretWords.all)
        messageRedactor = Redactor(hiding: secretWords.distinctive)
        do throws(ParameterErrors) {
            channel = try make(configuration.kind, configuration.allParameters)
        } catch {
            throw ParameterErrors(
                error.faults.map { fault in
                    Fault(
                        path: fault.path, position: fault.position,
                        message: redactor.redacted(fault.message))
                }, mayPass: error.mayPass)
        }
        for secret in channel.derivedSecrets { secretWords.add(secret) }
        self.secretWords = secretWords
        self.redactor = Redactor(hiding: secretWords.all)
    }

    package var destination: Destination { channel.destination }

    /// What is to be performed so that the message arrives.
    package func request(
        for message: Message, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        do throws(UnsendableMessage) {
            let message =
                messageRedactor.isEmpty
                ? message : message.replacingTexts(messageRedactor.redacted)
            return try channel.request(for: message, at: now)
        } catch {
            throw UnsendableMessage(redactor.redacted(error.reason))
        }
    }

    /// What the outcome means for the delivery.
    package func verdict(on reply: ChannelReply) -> Verdict {
        switch channel.verdict(on: redacted(reply)) {
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

    /// What is kept of a reply for people to read.
    package func answer(in reply: ChannelReply) -> Answer { Answer(redacted(reply)) }

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
