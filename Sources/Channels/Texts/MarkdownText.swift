/// What others wrote, as Markdown that shows it as it is: without markup, mentions and references.
///
/// An address that stands in it as a whole becomes a link, which shows where it leads.
///
/// CommonMark with the additions of GitHub, GitLab and Gitea. Whatever a service makes of the text only when it
/// has been rendered, such as `@name` and `#12`, is kept apart by a blank without width.
struct MarkdownText: Sendable {
    /// How a character loses its meaning.
    enum Escape: Sendable {
        case backslash
        /// By its number, where only that is understood.
        case reference
    }

    let escape: Escape
    /// What stands between two lines.
    let lineBreak: String

    /// Markdown that is understood as it is written down.
    static let common = MarkdownText(escape: .backslash, lineBreak: "  \n")
    /// Text for Teams, of which each line has to be a paragraph.
    static let paragraphs = MarkdownText(escape: .reference, lineBreak: "\n\n")

    func escaped(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { escapedLine(Array($0.unicodeScalars)) }
            .filter { escape == .backslash || !$0.isEmpty }
            .joined(separator: lineBreak)
    }

    /// Escaped, and cut so that it takes at most `limit` bytes of JSON after that.
    func escaped(_ text: String, limit: Int) -> String {
        escaped(text.cut(to: limit, measure: { size(of: $0) }))
    }

    /// The most bytes of JSON that a character takes once it is escaped.
    private func size(of character: Character) -> Int {
        character.unicodeScalars.reduce(0) { size, scalar in
            let gap =
                escape == .backslash && Self.referring.contains(scalar) ? Self.gap.utf8.count : 0
            return switch scalar {
            // With the mark that the next line may begin with.
            case "\n": size + lineBreak.jsonSize + Self.numbered("/").utf8.count
            case " ", "\t": size + Self.indentation.utf8.count
            case _ where Self.markup.contains(scalar): size + escaped(scalar).jsonSize + gap
            default: size + Character(scalar).jsonSize + gap
            }
        }
    }

    private func escapedLine(_ line: [Unicode.Scalar]) -> String {
        var result = ""
        var start = 0
        // Blanks at its beginning could make it code.
        while start < line.count, line[start] == " " || line[start] == "\t" {
            result += Self.indentation
            start += 1
        }
        let marker = markerEnd(line[start...])
        for place in line.indices[start...] {
            let scalar = line[place]
            if place == marker || Self.markup.contains(scalar) {
                result += escaped(scalar)
            } else {
                result.unicodeScalars.append(scalar)
            }
            if escape == .backslash, Self.referring.contains(scalar), place + 1 < line.count,
                Self.refers(line[place + 1])
            {
                result += Self.gap
            }
        }
        return result
    }

    private func escaped(_ scalar: Unicode.Scalar) -> String {
        // A command of GitLab begins a line with a slash, whatever Markdown makes of it.
        escape == .backslash && scalar != "/" ? "\\\(scalar)" : Self.numbered(scalar)
    }

    /// The character at the beginning of a line that would make it an item, a heading or a command.
    private func markerEnd(_ line: ArraySlice<Unicode.Scalar>) -> Int? {
        guard let first = line.first else { return nil }
        if "-+=/".unicodeScalars.contains(first) { return line.startIndex }
        let digits = line.prefix { ("0"..."9").contains($0) }
        guard !digits.isEmpty, let next = line.dropFirst(digits.count).first,
            next == "." || next == ")"
        else { return nil }
        return digits.endIndex
    }

    private static let markup = Set("\\`*_{}[]<>&~|$^#@".unicodeScalars)
    /// Signs that refer to people, issues, requests, labels, milestones and the like.
    private static let referring = Set("@#!%~$&".unicodeScalars)
    private static let gap = "&#8203;"
    /// A blank that begins no code.
    private static let indentation = "\u{A0}"

    private static func refers(_ scalar: Unicode.Scalar) -> Bool {
        isWord(scalar) || scalar == "\"" || scalar == "'" || !scalar.isASCII
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: false
        }
    }

    private static func numbered(_ scalar: Unicode.Scalar) -> String { "&#\(scalar.value);" }
}
