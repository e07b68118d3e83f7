/// What a mail server said in the end, and to which recipients it said no.
package struct SMTPReply: Sendable, Equatable {
    /// What the server's word was about.
    package enum Step: String, Sendable, CaseIterable {
        case greeting, hello, encryption, login, sender, recipient, data, message
    }

    package struct Refusal: Sendable, Equatable {
        package let recipient: String
        package let status: Int
        package var text: String

        package init(recipient: String, status: Int, text: String) {
            self.recipient = recipient
            self.status = status
            self.text = text
        }
    }

    package let step: Step
    package let status: Int
    package var text: String
    package var refusals: [Refusal]

    package init(step: Step, status: Int, text: String, refusals: [Refusal] = []) {
        self.step = step
        self.status = status
        self.text = text
        self.refusals = refusals
    }

    /// Whether the server has taken the mail, for those recipients that it did not refuse.
    package var isAccepted: Bool { step == .message && (200..<300).contains(status) }

    func replacingTexts(_ replaced: (String) -> String) -> SMTPReply {
        var reply = self
        reply.text = replaced(text)
        for index in refusals.indices {
            reply.refusals[index].text = replaced(refusals[index].text)
        }
        return reply
    }
}
