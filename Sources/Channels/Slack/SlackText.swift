/// Texts as Slack takes them: `&`, `<` and `>` escaped, so that nothing becomes a link or a mention.
enum SlackText {
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }

    /// The size of a character once it is escaped.
    static func measure(_ character: Character) -> Int {
        character.unicodeScalars.reduce(0) { size, scalar in
            switch scalar {
            case "&": size + 5
            case "<", ">": size + 4
            default: size + scalar.utf16.count
            }
        }
    }

    /// Escaped, and cut so that it keeps to `limit` after that.
    static func escaped(_ text: String, limit: Int) -> String {
        escaped(text.cut(to: limit, measure: measure))
    }

    /// A name that leads to a page; nil where the address alone leaves no room for it.
    static func link(to page: HTTPAddress, _ name: String, limit: Int) -> String? {
        // What would end the address or the link early is percent-encoded.
        let address = escaped(page.text.replacing("|", with: "%7C"))
            .replacing("&lt;", with: "%3C").replacing("&gt;", with: "%3E")
        let room = limit - address.utf16.count - 3
        guard room >= SlackLimits.linkedName, !name.isEmpty else { return nil }
        return "<\(address)|\(escaped(name.replacing("|", with: "¦"), limit: room))>"
    }

    /// Where more can be read, as a link or a command line.
    static func shown(_ title: String, _ target: MessageLinks.Target) -> String {
        switch target {
        case .page(let page):
            link(to: page, title, limit: SlackLimits.contextText) ?? escaped(title)
        case .command(let words):
            "\(title): `\(escaped(words.replacing("`", with: "'"), limit: SlackLimits.command))`"
        }
    }

    /// What fits into a header, and the rest: the first line, cut at its first comma when it is too long.
    static func divideHeader(_ text: String) -> (header: String, rest: String) {
        let end = text.firstIndex(of: "\n") ?? text.endIndex
        let line = String(text[..<end])
        let below = text[end...].drop { $0 == "\n" }
        let size = line.reduce(0) { $0 + measure($1) }
        if size <= SlackLimits.header { return (line, String(below)) }

        let room = SlackLimits.header - 1
        var (head, rest) = line.divided(at: room, measure: measure)
        if let comma = line.firstRange(of: ", ") {
            let beginning = line[..<comma.lowerBound]
            if beginning.reduce(0, { $0 + measure($1) }) < room {
                (head, rest) = (String(beginning), String(line[comma.upperBound...]))
            }
        }
        let separator = below.isEmpty ? "" : "\n"
        return (head + "…", rest + separator + below)
    }

    /// Pieces that each fit a section, as many as a message may have; the last says when more was cut.
    static func sections(_ text: String) -> [String] {
        var pieces: [String] = []
        var rest = text
        while rest.contains(where: { !$0.isWhitespace }) {
            if pieces.count == SlackLimits.messageSections - 1 {
                pieces.append(rest.cut(to: SlackLimits.sectionText, measure: measure))
                break
            }
            let (head, tail) = rest.divided(at: SlackLimits.sectionText, measure: measure)
            if head.contains(where: { !$0.isWhitespace }) { pieces.append(head) }
            rest = tail
        }
        return pieces.map(escaped)
    }
}
