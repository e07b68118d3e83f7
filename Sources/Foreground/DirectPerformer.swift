package import Channels
package import Domain
import Platform
import Transport

/// Carries out what channels ask for in this process: over the network, or on the terminal.
package final class DirectPerformer: Sendable {
    private let transport = Locked<SignedTransport?>(nil)
    private let mail = MailTransport()
    private let irc = IRCTransport()
    private let programs = ProgramTransport()
    private let show: @Sendable (Message, [LogLine]) -> Void

    /// Takes what shows a message for the log, and the entries that it would have there.
    package init(show: @escaping @Sendable (Message, [LogLine]) -> Void) { self.show = show }

    package func perform(_ request: ChannelRequest, for message: Message) async -> ChannelReply {
        switch request.action {
        case .log(let lines):
            show(message, lines)
            return .logged
        case .irc(let request): return await irc.send(request)
        case .mail(let request): return await mail.send(request)
        case .program(let request): return await programs.send(request)
        case .http(let request):
            do throws(HTTPTransport.Unavailable) {
                return ChannelReply(try await connected().send(request))
            } catch {
                return .failed(TransportFailure(.other, error.description))
            }
        case .upload:
            return .failed(
                TransportFailure(
                    .absent, "there is no log here: notifyd alone keeps those of its runs"))
        }
    }

    /// Made when it is needed first: a command that is started before inherits nothing of it.
    private func connected() throws(HTTPTransport.Unavailable) -> SignedTransport {
        try transport.withLock { transport throws(HTTPTransport.Unavailable) in
            if let transport { return transport }
            let http = try HTTPTransport(version: Version.text)
            let made = SignedTransport(
                http,
                AWSCredentialProvider(transport: http, environment: ProcessEnvironment.value))
            transport = made
            return made
        }
    }
}
