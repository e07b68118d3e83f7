/// The meaning of what a mail server or the program `sendmail` answers.
enum MailVerdict {
    /// `place` is where the mail went, for people.
    static func of(_ reply: ChannelReply, from place: String) -> Verdict {
        switch reply {
        case .smtp(let reply): of(reply, place)
        case .program(let reply): of(reply)
        case .failed(let failure) where failure.kind == .tls:
            .retry(
                after: nil,
                reason: "\(failure.message); tls, ca_file and verify_ssl say what is asked of it")
        case .failed(let failure): .retry(after: nil, reason: failure.message)
        case .http, .irc, .logged: .retry(after: nil, reason: "the mail was not sent as one")
        }
    }

    private static func of(_ reply: SMTPReply, _ place: String) -> Verdict {
        if reply.isAccepted { return .delivered }
        // A mail that no recipient was allowed to get may get through for one of them later.
        let last = reply.step == .recipient ? reply.refusals.first { $0.status < 500 } : nil
        let status = last?.status ?? reply.status
        let excerpt = Excerpt.text(last?.text ?? reply.text)
        let answer =
            "\(place) answered \(status) to \(words(for: reply))"
            + (excerpt.isEmpty ? "" : ": \(excerpt)")
        switch status {
        case 400..<500: return .retry(after: nil, reason: answer)
        case 500..<600: return .rejected(reason: answer)
        default:
            return .retry(after: nil, reason: "\(answer), which is no answer that ends a mail")
        }
    }

    private static func words(for reply: SMTPReply) -> String {
        switch reply.step {
        case .greeting: return "the connection"
        case .hello: return "the greeting"
        case .encryption: return "the wish for TLS"
        case .login: return "the login"
        case .sender: return "the sender"
        case .recipient where reply.refusals.count > 1:
            return "all \(reply.refusals.count) recipients"
        case .recipient: return "the recipient"
        case .data, .message: return "the mail"
        }
    }

    /// Those who do not get a mail that others get; one clause each.
    static func remarks(on reply: ChannelReply, from place: String) -> [String] {
        guard case .smtp(let reply) = reply, reply.isAccepted else { return [] }
        var remarks = reply.refusals.prefix(MailLimits.namedRefusals).map { refusal in
            let excerpt = Excerpt.text(refusal.text)
            return "\(place) refused the recipient \(refusal.recipient) with \(refusal.status)"
                + (excerpt.isEmpty ? "" : ": \(excerpt)")
        }
        if reply.refusals.count > remarks.count {
            remarks.append("and \(reply.refusals.count - remarks.count) more recipients")
        }
        return remarks
    }

    private static func of(_ reply: ProgramReply) -> Verdict {
        let excerpt = Excerpt.text(reply.output)
        let words = excerpt.isEmpty ? "" : ": \(excerpt)"
        switch reply.ending {
        case .exited(0): return .delivered
        case .exited(let status) where finalStatuses.contains(status):
            return .rejected(reason: "\(reply.program) ended with exit status \(status)\(words)")
        case .exited(let status):
            return .retry(
                after: nil, reason: "\(reply.program) ended with exit status \(status)\(words)")
        case .signalled(let signal):
            return .retry(
                after: nil, reason: "\(reply.program) was ended by signal \(signal)\(words)")
        }
    }

    /// Those of sysexits(3) that speak of the mail itself: how it was called, what it is, whom it is
    /// for and who may send it. All others may pass.
    private static let finalStatuses: Set<Int32> = [64, 65, 66, 67, 77]
}
