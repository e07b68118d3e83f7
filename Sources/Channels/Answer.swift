/// What a destination said to one attempt, as far as it is kept for people to read.
package struct Answer: Sendable, Equatable {
    /// The code that its protocol answers with, such as HTTP's; nil when none came.
    package let status: Int?
    /// The beginning of its words on one line, at most `Limits.excerpt` long and without secrets.
    package let text: String

    package init(status: Int? = nil, text: String = "") {
        self.status = status
        self.text = text
    }

    /// What a reply says that holds no secrets any more.
    init(_ reply: ChannelReply) {
        switch reply {
        case .http(let reply):
            self.init(status: reply.status, text: reply.excerpt)
        case .irc(let reply):
            let refusal = reply.refusals.first
            self.init(status: refusal?.code, text: Excerpt.text(refusal?.text ?? ""))
        case .smtp(let reply):
            self.init(status: reply.status, text: Excerpt.text(reply.text))
        case .program(let reply):
            let status: Int? = if case .exited(let code) = reply.ending { Int(code) } else { nil }
            self.init(
                status: status,
                text: Excerpt.text(reply.output.isEmpty ? reply.errors : reply.output))
        case .failed, .logged: self.init()
        }
    }
}
