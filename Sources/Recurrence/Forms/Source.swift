/// The text of an expression while it is parsed: printable ASCII and blanks, so that a byte is a column.
struct Source {
    let bytes: [UInt8]

    init(_ text: String) throws(ExpressionError) {
        guard text.utf8.count <= Limits.expressionBytes else {
            throw ExpressionError(
                kind: .malformed,
                message: "the expression is \(text.utf8.count) bytes long, and at most "
                    + "\(Limits.expressionBytes) are taken",
                hint: nil, columns: 0..<text.count)
        }
        for (column, character) in text.enumerated() {
            guard let byte = character.asciiValue, Source.isTaken(byte) else {
                let scalars = character.unicodeScalars.map { $0.escaped(asASCII: true) }
                throw ExpressionError(
                    kind: .malformed,
                    message: "the expression has the character \"\(scalars.joined())\", "
                        + "and only printable ASCII is taken",
                    hint: nil, columns: column..<column + 1)
            }
        }
        // A line break of two characters is one Character and one column, so it becomes one blank.
        bytes = text.map { $0.asciiValue ?? UInt8(ascii: " ") }
    }

    /// The words between the blanks.
    var words: [Range<Int>] {
        split(0..<bytes.count, where: Source.isBlank).filter { !$0.isEmpty }
    }

    /// The pieces between the bytes that match, empty ones too.
    func split(_ range: Range<Int>, where separates: (UInt8) -> Bool) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var start = range.lowerBound
        for index in range where separates(bytes[index]) {
            pieces.append(start..<index)
            start = index + 1
        }
        pieces.append(start..<range.upperBound)
        return pieces
    }

    func string(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    /// The text of a range in quotation marks, cut when it is long.
    func quoted(_ range: Range<Int>) -> String {
        let kept = range.prefix(Limits.quotedCharacters)
        return
            "\"\(string(kept.startIndex..<kept.endIndex))\(kept.count < range.count ? "…" : "")\""
    }

    /// The number that the range spells in digits alone, cut at a bound that no field reaches.
    func number(_ range: Range<Int>) -> Int? {
        guard !range.isEmpty else { return nil }
        var value = 0
        for byte in bytes[range] {
            guard Source.isDigit(byte) else { return nil }
            value = min(value * 10 + Int(byte - UInt8(ascii: "0")), Source.largestNumber)
        }
        return value
    }

    func error(
        _ message: String, hint: String? = nil, at range: Range<Int>,
        kind: ExpressionError.Kind = .malformed
    ) -> ExpressionError {
        ExpressionError(kind: kind, message: message, hint: hint, columns: range)
    }

    static let largestNumber = 999_999_999_999

    static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    /// Space, tab, and the line breaks that a block of text ends with.
    static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private static func isTaken(_ byte: UInt8) -> Bool {
        (0x20..<0x7F).contains(byte) || isBlank(byte)
    }
}
