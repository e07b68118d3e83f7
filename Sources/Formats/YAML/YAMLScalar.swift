/// One value of YAML that has no parts, in the plainest form that is read as itself.
enum YAMLScalar {
    /// Blanks of one level.
    static let indentation = 2

    /// The value; the further lines of a block are indented by the level, or by one where that is
    /// none.
    static func text(of value: JSONValue, level: Int) -> String {
        switch value {
        case .string(let text): styled(text, level: max(1, level))
        // What is empty is written as in JSON, and so are numbers.
        default: value.text
        }
    }

    static func key(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

    private static func styled(_ text: String, level: Int) -> String {
        if isPlain(text) { return text }
        let isHardToQuote = holds(text, "'") && (holds(text, "\"") || holds(text, "\\"))
        if holds(text, "\n") || isHardToQuote, fitsBlock(text) {
            return block(text, level: level)
        }
        return quoted(text)
    }

    private static func quoted(_ text: String) -> String {
        guard !holds(text, "'"), text.unicodeScalars.allSatisfy(isShown) else {
            return "\"" + text.unicodeScalars.map(escaped).joined() + "\""
        }
        return "'\(text)'"
    }

    /// Asks for the scalar itself, which with a mark behind it is another Character.
    private static func holds(_ text: String, _ scalar: Unicode.Scalar) -> Bool {
        text.unicodeScalars.contains(scalar)
    }

    // MARK: Plain

    /// Whether the text is read as itself without quotes, in YAML 1.1 as well.
    private static func isPlain(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last,
            isWordy(first) || "/_$(+.".unicodeScalars.contains(first), last != ":", last != " ",
            scalars.allSatisfy(isShown), !text.hasPrefix("..."),
            !zip(scalars, scalars.dropFirst()).contains(where: {
                $0 == (":", " ") || $0 == (" ", "#")
            }),
            case .text = CoreSchema.content(ofPlain: text)
        else { return false }
        return !words.contains(text.lowercased()) && !mayBeNumber(text)
    }

    private static func isWordy(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }

    /// Truth values of YAML 1.1.
    private static let words: Set = ["y", "n", "yes", "no", "on", "off"]

    /// Whether YAML 1.1 may see a number or a time in the text: `010`, `1_000`, `12:30`,
    /// `2026-11-21`.
    private static func mayBeNumber(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first,
            ("0"..."9").contains(first) || first == "+" || first == "."
        else { return false }
        return text.unicodeScalars.allSatisfy {
            ("0"..."9").contains($0) || "abcdefABCDEFxoXO_.:,+-TtZz ".unicodeScalars.contains($0)
        }
    }

    // MARK: Block

    /// Whether a literal block says the text without a word on its indentation.
    private static func fitsBlock(_ text: String) -> Bool {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.first, let start = first.unicodeScalars.first, start != " " else {
            return false
        }
        return lines.allSatisfy { line in
            line.unicodeScalars.allSatisfy(isShown)
                && (line.isEmpty || !line.allSatisfy { $0 == " " })
        }
    }

    /// The sign behind the bar tells of the line breaks at the end.
    private static func block(_ text: String, level: Int) -> String {
        let ends = text.unicodeScalars.reversed().prefix { $0 == "\n" }.count
        let indent = String(repeating: " ", count: level * indentation)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if ends > 0 { lines.removeLast() }
        let sign = ends == 0 ? "|-" : ends == 1 ? "|" : "|+"
        return sign + lines.map { $0.isEmpty ? "\n" : "\n\(indent)\($0)" }.joined()
    }

    // MARK: Quotes

    /// Whether the character can stand for itself, and is seen.
    static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        if (0x20..<0x7F).contains(scalar.value) { return true }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
            .unassigned:
            return false
        default: return true
        }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": return "\\\""
        case "\\": return "\\\\"
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        case _ where isShown(scalar): return String(scalar)
        default:
            let digits = String(scalar.value, radix: 16)
            let (letter, width) =
                scalar.value <= 0xFF ? ("x", 2) : scalar.value <= 0xFFFF ? ("u", 4) : ("U", 8)
            return "\\\(letter)" + String(repeating: "0", count: width - digits.count) + digits
        }
    }
}
