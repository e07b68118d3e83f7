package import Channels
import Domain
package import Platform
package import Transport

/// Sends requests over the network and to programs, and writes what is for the log into it.
package struct ChannelPerformer: Performer {
    private let transport: HTTPTransport
    private let mail: MailTransport
    private let programs: ProgramTransport
    private let irc: IRCTransport
    private let log: Log

    package init(
        transport: HTTPTransport, mail: MailTransport = MailTransport(),
        programs: ProgramTransport = ProgramTransport(), irc: IRCTransport = IRCTransport(),
        log: Log
    ) {
        self.transport = transport
        self.mail = mail
        self.programs = programs
        self.irc = irc
        self.log = log
    }

    package func perform(_ request: ChannelRequest) async -> ChannelReply {
        switch request.action {
        case .http(let request):
            switch await transport.send(request) {
            case .success(let reply): return .http(reply)
            case .failure(let failure): return .failed(failure)
            }
        case .irc(let request): return await irc.send(request)
        case .mail(let request): return await mail.send(request)
        case .program(let request): return await programs.send(request)
        case .log(let lines):
            for line in lines { write(line) }
            return .logged
        }
    }

    private func write(_ line: LogLine) {
        switch line.severity {
        case .debug: log.debug(line.text)
        case .info: log.info(line.text)
        case .warning: log.warning(line.text)
        case .error: log.error(line.text)
        }
    }
}
