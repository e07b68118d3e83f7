internal import Channels

/// What was said to a mail server and what it said: to which command each of its answers belongs.
///
/// libcurl tells of commands and of lines, and no more of an answer than its number.
struct SMTPConversation {
    private(set) var step = SMTPReply.Step.greeting
    /// The last answer that is complete.
    private(set) var last: (step: SMTPReply.Step, status: Int, text: String)?
    /// Whether the server has yet to answer.
    private(set) var isAwaiting = true
    private(set) var refusals: [SMTPReply.Refusal] = []
    private let recipients: [String]
    private let answerLimit: Int
    private var asked = 0
    private var words: [UInt8] = []
    /// Whether it has been said that nothing more will follow.
    private(set) var isLeaving = false

    init(recipients: [String], answerLimit: Int) {
        self.recipients = recipients
        self.answerLimit = answerLimit
    }

    /// Takes a command that was sent; of one that may hold a secret only its first word is looked at.
    mutating func sent(_ command: some Collection<UInt8>) {
        let verb = command.prefix(8).prefix { $0 != 0x20 && $0 != 0x0D && $0 != 0x0A }
        let word = String(decoding: verb, as: UTF8.self).uppercased()
        // The answer to what came before that is what counts.
        isLeaving = isLeaving || word == "QUIT"
        if isLeaving { return }
        isAwaiting = true
        switch word {
        case "EHLO", "HELO": step = .hello
        case "STARTTLS": step = .encryption
        case "AUTH": step = .login
        case "MAIL": step = .sender
        case "RCPT":
            step = .recipient
            asked += 1
        case "DATA": step = .data
        // What follows AUTH in further lines.
        default: break
        }
    }

    /// Takes a line of the server: `250-more` or `250 the last one`.
    mutating func received(_ line: some Collection<UInt8>) {
        let digits = line.prefix(3)
        guard !isLeaving, let status = Int(String(decoding: digits, as: UTF8.self)),
            digits.count == 3
        else { return }
        let rest = line.dropFirst(3)
        if !words.isEmpty { words.append(0x20) }
        words += rest.dropFirst().prefix { $0 != 0x0D && $0 != 0x0A }
            .prefix(max(0, answerLimit - words.count))
        guard rest.first != UInt8(ascii: "-") else { return }
        answered(status, String(decoding: words, as: UTF8.self))
        words = []
    }

    private mutating func answered(_ status: Int, _ text: String) {
        isAwaiting = false
        last = (step, status, text)
        if step == .recipient, status >= 300, (1...recipients.count).contains(asked) {
            refusals.append(
                .init(recipient: recipients[asked - 1], status: status, text: text))
        }
        if step == .data, status == 354 {
            step = .message
            isAwaiting = true
        }
    }

    /// The server's word on the mail itself, once it has come.
    var finalReply: SMTPReply? {
        guard let last, last.step == .message else { return nil }
        return reply(last)
    }

    /// The answer with which the server has ended the conversation before that.
    var refusingReply: SMTPReply? {
        guard let last, !isAwaiting, last.status >= 400 else { return nil }
        return reply(last)
    }

    private func reply(_ last: (step: SMTPReply.Step, status: Int, text: String)) -> SMTPReply {
        SMTPReply(step: last.step, status: last.status, text: last.text, refusals: refusals)
    }
}
