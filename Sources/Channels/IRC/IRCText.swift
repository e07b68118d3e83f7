internal import Domain

/// A message as lines of IRC, in the colour of what happened.
struct IRCText {
    let lines: [String]
    /// What could not be said; one clause each.
    let remarks: [String]

    /// - Parameters:
    ///   - nicks: who is addressed.
    ///   - room: bytes of one line.
    init(_ message: Message, to nicks: [String], inColour: Bool, room: Int) {
        var said: [String] = []
        let texts = message.text.cleaned().split(separator: "\n").map { String($0).onOneLine }
            .filter { !$0.isEmpty }
        let address = nicks.isEmpty ? "" : "\(nicks.joined(separator: ", ")): "
        said += Self.folded(
            texts.first ?? message.subject.onOneLine,
            before: address + (inColour ? Self.colour(of: message) : ""),
            after: inColour ? Self.reset : "", room: room)
        for text in texts.dropFirst() { said += Self.folded(text, room: room) }
        for run in message.runs.map(RunSummary.init) where !message.text.contains(run.uid) {
            let words = [run.name, run.state, run.error ?? run.results.joined(separator: ", ")]
            let text = words.filter { !$0.isEmpty }.joined(separator: " ")
            said += Self.folded("\(text) (\(run.uid))".onOneLine, room: room)
        }
        guard said.count > IRCLimits.lines else {
            (lines, remarks) = (said, [])
            return
        }
        let kept = said.prefix(IRCLimits.lines - 1)
        let rest = said.count - kept.count
        lines = kept + ["… and \(rest) more lines"]
        remarks = ["its last \(rest) lines were left out"]
    }

    /// Ends every colour and every emphasis.
    private static let reset = "\u{0F}"
    private static let bold = "\u{02}"
    private static let colourMark = "\u{03}"

    /// Two digits and what is no digit behind them, so that the text does not become a part of it.
    private static func colour(of message: Message) -> String {
        let number: String? =
            switch (message.event.occasion, message.severity) {
            case (.completed, _): "03"
            case (.error, _), (.attemptError, _): "04"
            case (.running, _), (.pending, _): "02"
            case (.aborted, _), (.skipped, _): "06"
            case (_, .error): "04"
            case (_, .warning): "07"
            case (_, .info), (_, .debug): nil
            }
        return (number.map { colourMark + $0 } ?? "") + bold
    }

    /// Cut at words or at least at characters; each line has the same around it.
    private static func folded(
        _ text: String, before: String = "", after: String = "", room: Int
    ) -> [String] {
        var lines: [String] = []
        var rest = text
        while !rest.isEmpty {
            let (head, further) = rest.divided(
                at: max(1, room - before.utf8.count - after.utf8.count), measure: \.utf8.count)
            if !head.isEmpty { lines.append(before + head + after) }
            rest = further
        }
        return lines
    }
}

extension String {
    /// With each run of blanks as one: servers cut blanks at the end of a line.
    fileprivate var onOneLine: String {
        cleaned(oneLine: true).split(separator: " ").joined(separator: " ")
    }
}
