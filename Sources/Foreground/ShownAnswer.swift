import Channels
package import Formats

/// An answer as it may be shown.
package struct ShownAnswer: Hashable, Sendable {
    /// The code of its protocol, or a program's exit status.
    package let status: Int
    package let text: String

    /// Nil where no answer came.
    init?(_ reply: ChannelReply, by redactor: Redactor) {
        let text: String
        switch reply {
        case .http(let reply):
            status = reply.status
            text = String(decoding: reply.body, as: UTF8.self)
        case .irc(let reply):
            guard let refusal = reply.refusals.first else { return nil }
            (status, text) = (refusal.code, refusal.text)
        case .smtp(let reply): (status, text) = (reply.status, reply.text)
        case .program(let reply):
            guard case .exited(let code) = reply.ending else { return nil }
            (status, text) = (Int(code), reply.output + reply.errors)
        case .failed, .logged: return nil
        }
        self.text = text.shown(by: redactor, atMost: ForegroundLimits.shownAnswer)
    }

    package var object: JSONObject {
        ["status": .integer(Int64(status)), "text": .string(text)]
    }
}
