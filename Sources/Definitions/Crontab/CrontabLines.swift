/// The lines of a crontab, from the first byte that is no blank, as Debian's cron finds them.
struct CrontabLines {
    struct Line {
        /// From 1.
        let number: Int
        /// Nil where it cannot be taken.
        let text: String?
        /// Why it cannot.
        let fault: String?

        var isComment: Bool { text?.utf8.first == UInt8(ascii: "#") }
    }

    private(set) var lines: [Line] = []
    /// The number of the first line that ends as on Windows; its end is left out.
    private(set) var firstForeignEnd: Int?
    /// Whether something stands behind the last line break.
    let endsWithinLine: Bool

    init(_ bytes: [UInt8]) {
        endsWithinLine = bytes.last.map { $0 != Self.lineFeed } ?? false
        for (index, whole) in bytes.split(
            separator: Self.lineFeed, omittingEmptySubsequences: false
        ).enumerated() {
            var line = whole
            if line.last == Self.carriageReturn {
                line = line.dropLast()
                if firstForeignEnd == nil { firstForeignEnd = index + 1 }
            }
            lines.append(Self.line(index + 1, line.drop(while: Self.isBlank)))
        }
    }

    private static func line(_ number: Int, _ bytes: ArraySlice<UInt8>) -> Line {
        // Nobody reads what a comment says.
        if bytes.first == UInt8(ascii: "#") {
            return Line(number: number, text: String(decoding: bytes, as: UTF8.self), fault: nil)
        }
        if bytes.contains(0) {
            return Line(
                number: number, text: nil,
                fault: "it holds a NUL byte, at which cron would cut it off: remove that")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return Line(
                number: number, text: nil,
                fault: "it is no valid UTF-8: convert the file, for example with iconv(1)")
        }
        return Line(number: number, text: text, fault: nil)
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
}
