/// An address with the name of whom it belongs to, as headers have it.
package struct NamedAddress: Hashable, Sendable {
    /// On one line; empty where there is none.
    package let name: String
    package let address: MailAddress

    package init(name: String = "", _ address: MailAddress) {
        self.name = name
        self.address = address
    }

    /// Reads `ops@example.org` or `The operators <ops@example.org>`.
    package init(
        _ text: String, allowingLocal: Bool = false
    ) throws(MailAddress.Problem) {
        guard text.last == ">", let start = text.lastIndex(of: "<") else {
            try self.init(MailAddress(text, allowingLocal: allowingLocal))
            return
        }
        let inner = text[text.index(after: start)...].dropLast()
        let name = Self.unquoted(text[..<start].trimmingBlanks)
        guard name.utf8.count <= MailLimits.displayName else {
            throw MailAddress.Problem(
                clause: "has a name of more than \(MailLimits.displayName) bytes")
        }
        self.init(
            name: name.cleaned(oneLine: true),
            try MailAddress(String(inner), allowingLocal: allowingLocal))
    }

    /// The pieces of a text with commas between them, which do not count in quotes and in brackets.
    static func pieces(of text: String) -> [String] {
        var pieces = [""]
        var (isQuoted, isEscaped, isInBrackets) = (false, false, false)
        for character in text {
            if character == ",", !isQuoted, !isInBrackets {
                pieces.append("")
                continue
            }
            if !isEscaped, character == "\"" { isQuoted.toggle() }
            if !isQuoted, character == "<" { isInBrackets = true }
            if !isQuoted, character == ">" { isInBrackets = false }
            isEscaped = !isEscaped && isQuoted && character == "\\"
            pieces[pieces.count - 1].append(character)
        }
        return pieces.map { $0[...].trimmingBlanks }.filter { !$0.isEmpty }
    }

    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, text.first == "\"", text.last == "\"" else { return text }
        var result = ""
        var isEscaped = false
        for character in text.dropFirst().dropLast() {
            if character == "\\", !isEscaped {
                isEscaped = true
                continue
            }
            isEscaped = false
            result.append(character)
        }
        return result
    }
}

extension Substring {
    fileprivate var trimmingBlanks: String {
        let start = drop(while: \.isWhitespace)
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
