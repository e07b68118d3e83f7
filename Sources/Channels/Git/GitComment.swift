internal import Domain
internal import Formats

/// A message as a comment in Markdown.
enum GitComment {
    private static let markdown = MarkdownText.common

    static func text(for message: Message) -> String {
        let words = message.text.cleaned()
        let end = words.firstIndex(of: "\n") ?? words.endIndex
        let (severity, name) = (message.severity.rawValue, message.name.text)
        let heading = "[\(severity)] \(name): \(words[..<end])".trimmed
        var blocks = ["**\(markdown.escaped(heading, limit: GitLimits.heading))**"]
        let rest = String(words[end...].drop { $0 == "\n" })
        if !rest.isEmpty { blocks.append(markdown.escaped(rest, limit: GitLimits.text)) }
        if !message.runs.isEmpty { blocks.append(table(message.runs.map(RunSummary.init))) }
        let links = MessageLinks(message).entries.compactMap(link)
        if !links.isEmpty { blocks.append(links.joined(separator: " · ")) }
        blocks.append("_\(message.event.at.shownText)_")
        return blocks.joined(separator: "\n\n")
    }

    private static func table(_ runs: [RunSummary]) -> String {
        var lines = ["| Name | Run | State | Result |", "| --- | --- | --- | --- |"]
        var room = GitLimits.table
        for (index, run) in runs.enumerated() {
            let cells = [run.name, run.uid, run.state, run.result(separator: ", ")].map(cell)
            let line = "| \(cells.joined(separator: " | ")) |"
            room -= line.jsonSize
            if index > 0, room < 0 {
                lines.append("| … | | | and \(runs.count - index) more |")
                break
            }
            lines.append(line)
        }
        return lines.joined(separator: "\n")
    }

    private static func cell(_ text: String) -> String {
        markdown.escaped(text.cleaned(oneLine: true).trimmed, limit: GitLimits.cell)
    }

    /// Nil where it is too long to be useful.
    private static func link(_ title: String, _ target: MessageLinks.Target) -> String? {
        switch target {
        case .page(let page):
            let address = page.text.replacing("(", with: "%28").replacing(")", with: "%29")
                .replacing("<", with: "%3C").replacing(">", with: "%3E")
            return address.jsonSize > GitLimits.link ? nil : "[\(title)](\(address))"
        case .command(let words):
            let command = words.replacing("`", with: "'")
            return command.jsonSize > GitLimits.link ? nil : "\(title): `\(command)`"
        }
    }
}

extension String {
    /// Without the blanks at its ends, which would keep emphasis from being seen as such.
    fileprivate var trimmed: String {
        let start = drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}
