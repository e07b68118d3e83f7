internal import Domain
internal import Formats

/// A message as text alone, which the older connectors of Teams take for Markdown and HTML.
enum TeamsText {
    private static let markdown = MarkdownText.paragraphs

    static func payload(for message: Message) -> JSONValue {
        let words = TeamsWords(message)
        let heading = markdown.escaped(words.heading, limit: TeamsLimits.markdownHeading)
        var paragraphs = ["**\(heading)**"]
        if !words.text.isEmpty {
            paragraphs.append(markdown.escaped(words.text, limit: TeamsLimits.text))
        }
        let links = words.links.map { link in
            switch link.target {
            case .page(let page): "[\(link.title)](\(address(page)))"
            case .command(let command): "**\(link.title):** \(markdown.escaped(command))"
            }
        }
        let runs = words.runs.flatMap { fields in
            fields.map { field in
                let value = field.value.replacing("\n", with: ", ")
                return "**\(field.name):** \(markdown.escaped(value))"
            }
        }
        let further = words.furtherRuns > 0 ? ["… and \(words.furtherRuns) more runs"] : []
        let room = TeamsLimits.payload - TeamsLimits.piece - size(of: paragraphs + links)
        paragraphs += fitting(runs + further, room: room) + links
        return ["text": .string(paragraphs.joined(separator: markdown.lineBreak))]
    }

    /// As many paragraphs as there is room for; where they are more, a mark says so.
    private static func fitting(_ paragraphs: [String], room: Int) -> [String] {
        var room = room
        var kept: [String] = []
        for paragraph in paragraphs {
            room -= size(of: [paragraph])
            if room < 0 { return kept + ["…"] }
            kept.append(paragraph)
        }
        return kept
    }

    private static func size(of paragraphs: [String]) -> Int {
        paragraphs.reduce(0) { $0 + $1.jsonSize + markdown.lineBreak.jsonSize }
    }

    /// An address that does not end before its end.
    private static func address(_ page: HTTPAddress) -> String {
        page.text.replacing("(", with: "%28").replacing(")", with: "%29")
    }
}
