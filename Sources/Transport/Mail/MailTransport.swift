package import Channels
internal import Domain
internal import Platform

/// Sends mails: to a server, or to this machine's own mail system.
package final class MailTransport: Sendable {
    private let smtp: SMTPTransport
    private let programs: ProgramTransport
    private let mayGainPrivileges: Bool
    private let localServer: MailServer
    private let origin: @Sendable () -> MailOrigin?

    /// The local mail system is a program. Those of postfix and exim need rights of their own, which a
    /// service that may gain none cannot give them: then it is a server first.
    package init(
        limits: Limits = Limits(), mayGainPrivileges: Bool = Privileges.mayBeGained,
        localServer: MailServer = .local,
        origin: @escaping @Sendable () -> MailOrigin? = MailOrigin.ofThisMachine,
        find: @escaping @Sendable (_ program: String) -> String? = ProgramSearch.path(of:)
    ) {
        smtp = SMTPTransport(limits: limits)
        programs = ProgramTransport(limits: limits, find: find)
        self.mayGainPrivileges = mayGainPrivileges
        self.localServer = localServer
        self.origin = origin
    }

    /// Carries out one request; cancelling the task ends it.
    package func send(_ request: MailRequest) async -> ChannelReply {
        let origin = origin()
        guard let sender = request.sender ?? origin?.sender else {
            return .failed(
                TransportFailure(
                    .other, "this machine's name is no domain that an address can have: say from"))
        }
        let host = origin?.host ?? "localhost"
        switch request.route {
        case .server(let server):
            return await post(
                request, to: request.recipients, from: sender, host, server, reach: request.reach)
        case .local where mayGainPrivileges: return await hand(request, from: sender, host)
        case .local:
            let recipients = request.recipients.map { $0.qualified(host) }
            let reply = await post(
                request, to: recipients, from: sender, host, localServer, reach: .everywhere)
            guard case .failed(let failure) = reply, failure.kind == .connect else { return reply }
            // Nobody listens; a program that only passes mails on needs no rights of its own.
            return await hand(request, from: sender, host)
        }
    }

    private func post(
        _ request: MailRequest, to recipients: [MailAddress], from sender: NamedAddress,
        _ host: String, _ server: MailServer, reach: NetworkReach
    ) async -> ChannelReply {
        let mail = SMTPMail(
            server: server, sender: sender.address, recipients: recipients,
            bytes: request.content.bytes(from: sender, host: host), timeout: request.timeout,
            reach: reach)
        switch await smtp.send(mail) {
        case .success(let reply): return .smtp(reply)
        case .failure(let failure): return .failed(failure)
        }
    }

    /// Gives it to the program that every mail system has, which reads the recipients from the header,
    /// so that its arguments, which everybody can see, name none.
    private func hand(
        _ request: MailRequest, from sender: NamedAddress, _ host: String
    ) async -> ChannelReply {
        var arguments = ["-oi", "-t"]
        if let own = request.sender { arguments += ["-f", own.address.text] }
        let bytes = request.content.bytes(from: sender, host: host, namesHidden: true)
        // Unix's line ends; nothing in the mail has any other carriage return.
        let lines = bytes.filter { $0 != 0x0D }
        let result = await programs.run(
            "sendmail", arguments, input: lines, timeout: request.timeout)
        switch result {
        case .success(let reply): return .program(reply)
        case .failure(let failure): return .failed(failure)
        }
    }
}
