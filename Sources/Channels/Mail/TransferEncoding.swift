/// A text as the body of a mail's part: in whichever encoding is shorter, in short lines of ASCII.
struct TransferEncoding {
    /// `quoted-printable` or `base64` (RFC 2045, sections 6.7 and 6.8).
    let name: String
    /// Lines with CRLF between them.
    let body: String

    /// Takes lines that end with `\n`.
    init(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let bytes = Array(lines.joined(separator: "\r\n").utf8)
        let plain = bytes.count { Self.isPlain($0) || $0 == 0x0D || $0 == 0x0A }
        if plain + (bytes.count - plain) * 3 <= bytes.count / 3 * 4 {
            name = "quoted-printable"
            body = lines.map { Self.quoted(Array($0.utf8)) }.joined(separator: "\r\n")
        } else {
            name = "base64"
            body = Self.base64(bytes)
        }
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let perLine = MailLimits.encodedLine / 4 * 3
        var body = ""
        for start in stride(from: 0, to: bytes.count, by: perLine) {
            body += Base64.text(Array(bytes[start..<min(start + perLine, bytes.count)])) + "\r\n"
        }
        return body
    }

    /// One line, broken where it is too long with a mark that says so.
    private static func quoted(_ line: [UInt8]) -> String {
        var result: [UInt8] = []
        var length = 0
        for (index, byte) in line.enumerated() {
            let isLast = index == line.count - 1
            let isBlank = byte == 0x20 || byte == 0x09
            // A blank at the end may be lost on the way; a dot or "From" at the beginning may change.
            let isSafe =
                isPlain(byte) && !(isBlank && isLast)
                && !(index == 0 && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: "F")))
            let piece = isSafe ? [byte] : [UInt8(ascii: "="), digit(byte >> 4), digit(byte & 15)]
            // The last piece of a line needs no room for the mark.
            if length + piece.count > MailLimits.encodedLine - (isLast ? 0 : 1) {
                result += Array("=\r\n".utf8)
                length = 0
            }
            result += piece
            length += piece.count
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x20...0x7E ~= byte && byte != UInt8(ascii: "=")) || byte == 0x09
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}
