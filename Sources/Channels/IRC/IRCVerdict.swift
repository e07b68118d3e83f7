/// The meaning of what a server of IRC answers.
enum IRCVerdict {
    /// Answers that the same message meets again: no such channel, not let in, not let speak, a name that
    /// is none (RFC 2812, section 5.2), a login that is refused (IRCv3 SASL), no TLS where it is wanted.
    private static let lasting: Set = [
        403, 404, 407, 432, 464, 465, 473, 474, 475, 476, 477, 489, 520, 902, 904, 905, 906, 908,
    ]

    static func of(_ reply: ChannelReply, from place: String) -> Verdict {
        switch reply {
        case .irc(let reply): of(reply, place)
        case .failed(let failure) where failure.kind == .tls:
            .retry(
                after: nil,
                reason: "\(failure.message); tls, ca_file and verify_ssl say what is asked of it")
        case .failed(let failure): .retry(after: nil, reason: failure.message)
        case .http, .smtp, .program, .logged:
            .retry(after: nil, reason: "the message was not sent over IRC")
        }
    }

    /// Where some got it, trying again would repeat it to them.
    private static func of(_ reply: IRCReply, _ place: String) -> Verdict {
        if !reply.taken.isEmpty { return .delivered }
        guard
            let refusal = reply.refusals.first(where: { !lasting.contains($0.code) })
                ?? reply.refusals.first
        else { return .retry(after: nil, reason: "\(place) did not take the message") }
        let reason = words(refusal, place)
        return lasting.contains(refusal.code)
            ? .rejected(reason: reason) : .retry(after: nil, reason: reason)
    }

    /// Those who did not get a message that others got; one clause each.
    static func remarks(on reply: ChannelReply, from place: String) -> [String] {
        guard case .irc(let reply) = reply, !reply.taken.isEmpty else { return [] }
        var remarks = reply.refusals.prefix(IRCLimits.namedRefusals).map { words($0, place) }
        if reply.refusals.count > remarks.count {
            remarks.append("and \(reply.refusals.count - remarks.count) more were refused")
        }
        return remarks
    }

    private static func words(_ refusal: IRCReply.Refusal, _ place: String) -> String {
        let what =
            switch refusal.step {
            case .login: "the login"
            case .join: "joining \(refusal.target)"
            case .message: "the message to \(refusal.target)"
            }
        let excerpt = Excerpt.text(refusal.text)
        return "\(place) refused \(what) with \(refusal.code)"
            + (excerpt.isEmpty ? "" : ": \(excerpt)")
    }
}
