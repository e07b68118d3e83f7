internal import Domain
internal import Formats

/// A message as text alone: its words, its runs with their fields, and where more can be read.
enum PlainText {
    static func text(of message: Message) -> String {
        let words = "[\(message.severity.rawValue)] \(message.text)".cleaned()
        var blocks = [words.cut(to: PlainTextLimits.text)]
        for run in message.runs.prefix(PlainTextLimits.runs) {
            let fields = RunFields(
                run, limit: PlainTextLimits.field, results: PlainTextLimits.results
            ).fields
            blocks.append(
                fields.map { field in
                    field.value.contains("\n")
                        ? "\(field.name):\n" + field.value : "\(field.name): \(field.value)"
                }.joined(separator: "\n"))
        }
        let further = message.runs.count - PlainTextLimits.runs
        if further > 0 { blocks.append("… and \(further) more runs") }
        let links = MessageLinks(message).lines
        if !links.isEmpty { blocks.append(links.joined(separator: "\n")) }
        return blocks.joined(separator: "\n\n")
    }
}
