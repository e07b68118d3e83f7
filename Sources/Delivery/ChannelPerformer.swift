package import Channels
import Domain
package import Formats
package import Platform
package import Transport

/// Sends requests over the network and to programs, and writes what is for the log into it.
package struct ChannelPerformer: Performer {
    private let transport: SignedTransport
    private let mail: MailTransport
    private let collector: LogCollector?
    private let programs: ProgramTransport
    private let irc: IRCTransport
    private let log: Log

    /// - Parameters:
    ///   - provider: finds the program's own credentials; those of the environment where it is nil.
    ///   - logs: where the logs of runs are; nil where there are none.
    package init(
        transport: HTTPTransport, mail: MailTransport = MailTransport(),
        programs: ProgramTransport = ProgramTransport(), irc: IRCTransport = IRCTransport(),
        provider: AWSCredentialProvider? = nil, logs: (any RunLogSource)? = nil, log: Log
    ) {
        let provider =
            provider
            ?? AWSCredentialProvider(transport: transport, environment: ProcessEnvironment.value)
        let signed = SignedTransport(transport, provider)
        self.transport = signed
        self.mail = mail
        collector = logs.map { LogCollector(source: $0, transport: signed) }
        self.programs = programs
        self.irc = irc
        self.log = log
    }

    package func perform(_ request: ChannelRequest) async -> ChannelReply {
        switch request.action {
        case .http(let request): return ChannelReply(await transport.send(request))
        case .irc(let request): return await irc.send(request)
        case .mail(let request): return await mail.send(request)
        case .program(let request): return await programs.send(request)
        case .upload(let upload):
            guard let collector else {
                return .failed(TransportFailure(.absent, "no logs of runs are kept here"))
            }
            return await collector.collect(upload)
        case .log(let lines):
            for line in lines { write(line) }
            return .logged
        }
    }

    package func text(
        of link: LogLink, at now: Timestamp
    ) async -> Result<String, TransportFailure> {
        await transport.text(of: link, at: now)
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
