import Recurrence

/// The comment directly above a line, as far as it tells what the line is for.
struct CrontabComments {
    private var lines: [String] = []

    /// A blank line, a variable or a line's end parts a comment from what follows.
    mutating func reset() { lines = [] }

    mutating func add(_ comment: String) {
        let text = comment.drop { $0 == "#" || $0 == " " || $0 == "\t" }
        guard !Self.isHeader(text), !Self.isSwitchedOff(String(text)) else { return reset() }
        // Nothing but a ruler.
        guard text.contains(where: \.isLetter) else { return }
        lines.append(String(text).shownAndTrimmed)
    }

    /// The description for the line below; empty where there is none.
    mutating func take() -> String {
        defer { reset() }
        return lines.count > Self.longest
            ? "" : String(lines.joined(separator: "\n").prefix(Self.longestText))
    }

    /// The heading of the columns, above which Debian explains what a crontab is.
    private static func isHeader(_ text: Substring) -> Bool {
        let words = Set(text.lowercased().split { !$0.isLetter }.map(String.init))
        return words.isSuperset(of: ["dom", "mon", "dow"])
            || text.hasPrefix(".---") || text.hasPrefix("|")
    }

    /// A line that does not count any more describes nothing.
    private static func isSwitchedOff(_ text: String) -> Bool {
        if let variable = CrontabVariable(text.utf8), !variable.name.contains(where: \.isLowercase)
        {
            return true
        }
        return (try? CrontabJob(text, format: .user)).map { CrontabFormat.isTime($0.when) } ?? false
    }

    /// Lines; more are no description of one line.
    private static let longest = 5
    /// Characters.
    private static let longestText = 1000
}

extension String {
    /// Without what cannot be seen, and without the blanks at its end.
    fileprivate var shownAndTrimmed: String {
        var shown = unicodeScalars.filter {
            $0.properties.generalCategory != .control || $0 == "\t"
        }
        while let last = shown.last, last == " " || last == "\t" { shown.removeLast() }
        return String(shown)
    }
}
