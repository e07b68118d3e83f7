package import Channels
import Domain
package import Platform
package import Transport

/// Sends requests over the network and to programs, and writes what is for the log into it.
package struct ChannelPerformer: Performer {
    private let transport: HTTPTransport
    private let mail: MailTransport
    private let log: Log

    package init(
        transport: HTTPTransport, mail: MailTransport = MailTransport(), log: Log
    ) {
        self.transport = transport
        self.mail = mail
        self.log = log
    }

    package func perform(_ request: ChannelRequest) async -> ChannelReply {
        switch request.action {
        case .http(let request):
            switch await transport.send(request) {
            case .success(let reply): return .http(reply)
            case .failure(let failure): return .failed(failure)
            }
        case .mail(let request): return await mail.send(request)
        case .log(let lines):
            for line in lines { write(line) }
            return .logged
        }
    }

    private func write(_ line: LogLine) {
        let level: Log.Level =
            switch line.severity {
            case .debug: .debug
            case .info: .info
            case .warning: .warning
            case .error: .error
            }
        log.record(Log.Entry(level, line.text, kind: .message, fields: line.subject.logFields))
    }
}
