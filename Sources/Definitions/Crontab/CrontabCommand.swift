import Domain

/// The command of a crontab's line, taken apart as Debian's cron does: up to the first `%` it is
/// the shell's, and what follows is its standard input.
struct CrontabCommand: Hashable {
    /// With `\%` as `%` and `\\` as `\`, and without blanks at its end.
    let text: String
    /// With `%` as a line break and `\%` as `%`; nil where nothing is given.
    let input: String?

    init(_ line: String) {
        var text: [UInt8] = []
        var rest = Array(line.utf8)[...]
        var hasInput = false
        while let byte = rest.popFirst() {
            if byte == Self.percent {
                hasInput = true
                break
            }
            if byte == Self.backslash, let next = rest.first, [Self.percent, byte].contains(next) {
                text.append(next)
                rest.removeFirst()
            } else {
                text.append(byte)
            }
        }
        self.text = String(decoding: Self.withoutBlanksAtEnd(text), as: UTF8.self)
        input = hasInput && !rest.isEmpty ? Self.input(rest) : nil
    }

    /// They are nothing to a shell, but for one that a backslash stands before.
    private static func withoutBlanksAtEnd(_ text: [UInt8]) -> ArraySlice<UInt8> {
        var end = text[...]
        while let last = end.last, CrontabLines.isBlank(last) { end.removeLast() }
        return end.last == backslash ? text[...] : end
    }

    private static func input(_ bytes: ArraySlice<UInt8>) -> String {
        var input: [UInt8] = []
        for byte in bytes {
            guard byte == percent else {
                input.append(byte)
                continue
            }
            if input.last == backslash {
                input[input.count - 1] = percent
            } else {
                input.append(lineFeed)
            }
        }
        // Cron leaves that out behind a last backslash that stands alone; a here-document cannot.
        if input.last != lineFeed { input.append(lineFeed) }
        return String(decoding: input, as: UTF8.self)
    }

    /// The command that does the same by a shell.
    func line(shell: String) -> CommandLine {
        guard let input else { return Self.line(text, shell: shell) }
        let end = Self.end(notIn: input)
        let document = "<<'\(end)'\n\(input)\(end)\n"
        let name = shell.split(separator: "/").last.map(String.init) ?? ""
        guard Self.shellsWithDocuments.contains(name) else {
            // Whatever this shell understands, it finds its input where it would under cron.
            let script = "exec \"$0\" -c \"$1\" \(document)"
            return CommandLine(arguments: ["/bin/sh", "-c", script, shell, text])
        }
        return Self.line(
            isOneCommand ? "\(text) \(document)" : "{\n\(text)\n} \(document)", shell: shell)
    }

    private static func line(_ text: String, shell: String) -> CommandLine {
        shell == standardShell
            ? CommandLine(shell: text) : CommandLine(arguments: [shell, "-c", text])
    }

    /// Whether a here-document behind the text is sure to be for all of it: one command of plain
    /// words and texts in double quotes.
    private var isOneCommand: Bool {
        let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
        guard parts.count % 2 == 1 else { return false }
        return parts.enumerated().allSatisfy { index, part in
            let signs = index % 2 == 1 ? "`\\" : ";|&(){}<>`#\\'"
            return part.utf8.allSatisfy { !signs.utf8.contains($0) }
        }
    }

    /// A word that no line of the input consists of.
    private static func end(notIn input: String) -> String {
        let lines = Set(input.split(separator: "\n").map(String.init))
        var end = "END"
        while lines.contains(end) { end += "_OF_INPUT" }
        return end
    }

    static let standardShell = "/bin/sh"
    private static let shellsWithDocuments: Set = ["sh", "dash", "bash", "ksh", "mksh", "zsh"]
    private static let percent = UInt8(ascii: "%")
    private static let backslash = UInt8(ascii: "\\")
    private static let lineFeed = UInt8(ascii: "\n")
}
