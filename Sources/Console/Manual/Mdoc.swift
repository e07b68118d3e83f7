/// A text in mdoc(7), the language of manual pages.
struct Mdoc {
    private(set) var text = ""

    /// Columns of a line of prose in the source, which mandoc's style bounds.
    private static let width = 78

    /// Adds a line as it is.
    mutating func line(_ line: String) { text += line + "\n" }

    /// Adds text as it is to be seen, line by line.
    mutating func literal(_ words: String) {
        line(".Bd -literal -offset indent")
        for words in words.split(separator: "\n", omittingEmptySubsequences: false) {
            line(Self.protected(Self.escaped(words).replacing("-", by: "\\-")))
        }
        line(".Ed")
    }

    /// Adds sentences, each beginning on a line of its own; `markup` tells a word's macro.
    mutating func prose(_ sentences: String, markup: (Substring) -> String?) {
        for (index, paragraph) in sentences.split(separator: "\n").enumerated() {
            if index > 0 { line(".Pp") }
            var row = ""
            for word in paragraph.split(separator: " ") {
                let marks = String(word.reversed().prefix { ".,;:)?!".contains($0) }.reversed())
                if let macro = markup(word.dropLast(marks.count)) {
                    flush(&row)
                    line(([macro] + marks.map(String.init)).joined(separator: " "))
                } else {
                    let shown = Self.escaped(word)
                    if !row.isEmpty, row.count + 1 + shown.count > Self.width { flush(&row) }
                    row += (row.isEmpty ? "" : " ") + shown
                }
                if marks.contains(where: { ".?!".contains($0) }) { flush(&row) }
            }
            flush(&row)
        }
    }

    private mutating func flush(_ row: inout String) {
        if !row.isEmpty { line(Self.protected(row)) }
        row = ""
    }

    /// Text without anything that the language acts on, but at the beginning of a line.
    static func escaped(_ words: some StringProtocol) -> String {
        words.unicodeScalars.map { scalar in
            switch scalar {
            case "\\": "\\e"
            case "\"": "\\(dq"
            case _ where scalar.isASCII: String(scalar)
            default: "\\[u\(hexadecimal(scalar.value))]"
            }
        }.joined()
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// A line of text that does not begin like a macro.
    private static func protected(_ line: String) -> String {
        line.first == "." || line.first == "'" ? "\\&\(line)" : line
    }
}

extension String {
    fileprivate func replacing(_ character: Character, by text: String) -> String {
        map { $0 == character ? text : String($0) }.joined()
    }

    /// The same as a sentence: with a capital letter and a full stop.
    var asSentence: String {
        prefix(1).uppercased() + dropFirst() + (hasSuffix(".") ? "" : ".")
    }
}
