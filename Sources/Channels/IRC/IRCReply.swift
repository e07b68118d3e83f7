/// What a server of IRC said to a message.
package struct IRCReply: Sendable, Equatable {
    package enum Step: Sendable, Equatable {
        case login, join, message
    }

    /// Why one target, or all of them, did not get it.
    package struct Refusal: Sendable, Equatable {
        package let step: Step
        /// Empty where it is the server that lets nobody in.
        package let target: String
        /// Of RFC 2812 and IRCv3.
        package let code: Int
        package var text: String

        package init(step: Step, target: String, code: Int, text: String) {
            self.step = step
            self.target = target
            self.code = code
            self.text = text
        }
    }

    /// Those that got it.
    package let taken: [String]
    package var refusals: [Refusal]

    package init(taken: [String], refusals: [Refusal]) {
        self.taken = taken
        self.refusals = refusals
    }

    /// With the server's words replaced.
    func replacingTexts(_ replaced: (String) -> String) -> IRCReply {
        var reply = self
        for index in reply.refusals.indices {
            reply.refusals[index].text = replaced(reply.refusals[index].text)
        }
        return reply
    }
}
