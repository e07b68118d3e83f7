package import Channels
package import Domain
import Platform
import Transport

/// Carries out what channels ask for in this process: over the network, or on the terminal.
package final class DirectPerformer: Sendable {
    private let transport = Locked<HTTPTransport?>(nil)
    private let mail = MailTransport()
    private let irc = IRCTransport()
    private let programs = ProgramTransport()
    private let show: @Sendable (Message) -> Void

    /// Takes what shows a message of the channel `console`.
    package init(show: @escaping @Sendable (Message) -> Void) { self.show = show }

    package func perform(_ request: ChannelRequest, for message: Message) async -> ChannelReply {
        switch request.action {
        case .log:
            show(message)
            return .logged
        case .irc(let request): return await irc.send(request)
        case .mail(let request): return await mail.send(request)
        case .program(let request): return await programs.send(request)
        case .http(let request):
            do throws(HTTPTransport.Unavailable) {
                switch try await connected().send(request) {
                case .success(let reply): return .http(reply)
                case .failure(let failure): return .failed(failure)
                }
            } catch {
                return .failed(TransportFailure(.other, error.description))
            }
        }
    }

    /// Made when it is needed first: a command that is started before inherits nothing of it.
    private func connected() throws(HTTPTransport.Unavailable) -> HTTPTransport {
        try transport.withLock { transport throws(HTTPTransport.Unavailable) in
            if let transport { return transport }
            let made = try HTTPTransport(version: Version.text)
            transport = made
            return made
        }
    }
}
