internal import Domain

/// A message in the form that subscribers of a topic get: a subject of one line, and a text.
struct SNSText {
    let subject: String
    let text: String
    /// What was changed; one clause each.
    let remarks: [String]

    init(_ message: Message) {
        var remarks: [String] = []
        let line = message.subject.cleaned(oneLine: true)
        let plain = Self.ascii(line)
        if plain != line {
            remarks.append("its subject has ? for letters that SNS does not take there")
        }
        subject = plain.cutPlainly(to: SNSLimits.subject)
        if subject != plain {
            remarks.append("its subject was cut to \(SNSLimits.subject) characters")
        }
        let whole = ([message.text.cleaned()] + Self.lines(of: message)).joined(separator: "\n")
        // An empty message is refused.
        let words = whole.contains { !$0.isWhitespace } ? whole : line
        text = words.cut(to: SNSLimits.message, measure: \.utf8.count)
        if text != words {
            remarks.append(
                "its text was cut to \(SNSLimits.message) bytes, which is all that SNS takes")
        }
        self.remarks = remarks
    }

    /// A line for each run: its state, name, uid, and its error or results.
    private static func lines(of message: Message) -> [String] {
        var lines = message.runs.prefix(SNSLimits.runs).map(RunSummary.init).map { run in
            let result = run.error ?? run.results.joined(separator: ", ")
            return [run.state, run.name, run.uid, result].filter { !$0.isEmpty }
                .joined(separator: " ").cleaned(oneLine: true).cut(to: SNSLimits.run)
        }
        let more = message.runs.count - lines.count
        if more > 0 { lines.append("… and \(more) more runs") }
        return lines.isEmpty ? [] : [""] + lines
    }

    /// A subject begins with a letter, digit or other sign of ASCII, and has nothing else.
    private static func ascii(_ line: String) -> String {
        let text = String(line.map { $0.isASCII ? $0 : "?" }.drop { $0 == " " })
        return text.isEmpty ? "notifyd" : text
    }
}

extension String {
    /// As `cut(to:)`, with dots that are plain too.
    fileprivate func cutPlainly(to limit: Int) -> String {
        let (head, rest) = divided(at: limit)
        return rest.isEmpty ? head : divided(at: limit - 3).head + "..."
    }
}
