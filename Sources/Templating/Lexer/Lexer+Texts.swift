internal import Formats

/// Texts in quotes, with Python's escapes.
extension Lexer {
    mutating func readText() throws(Fault) -> String {
        let start = position
        let quote = byte()
        position += 1
        var text: [UInt8] = []
        while position < bytes.count, byte() != quote {
            if byte() == UInt8(ascii: "\\") {
                try readEscape(&text)
            } else {
                text.append(byte())
                position += 1
            }
        }
        guard position < bytes.count else {
            position = start
            throw .syntax("the text in quotes does not end")
        }
        position += 1
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func readEscape(_ text: inout [UInt8]) throws(Fault) {
        let letter = byte(1)
        if let plain = Self.plainEscapes[letter] {
            text.append(plain)
            position += 2
            return
        }
        switch letter {
        case UInt8(ascii: "\n"): position += 2
        case UInt8(ascii: "x"): try readScalar(digits: 2, &text)
        case UInt8(ascii: "u"): try readScalar(digits: 4, &text)
        case UInt8(ascii: "U"): try readScalar(digits: 8, &text)
        case UInt8(ascii: "N"): throw .syntax("\\N{…} is not supported: write \\u and four digits")
        case UInt8(ascii: "0")...UInt8(ascii: "7"): readOctal(&text)
        default:
            // An unknown escape stands for itself.
            text.append(byte())
            position += 1
            if position < bytes.count {
                text.append(byte())
                position += 1
            }
        }
    }

    private static let plainEscapes: [UInt8: UInt8] = [
        UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0D,
        UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
        UInt8(ascii: "v"): 0x0B, UInt8(ascii: "\\"): UInt8(ascii: "\\"),
        UInt8(ascii: "'"): UInt8(ascii: "'"), UInt8(ascii: "\""): UInt8(ascii: "\""),
    ]

    private mutating func readScalar(digits: Int, _ text: inout [UInt8]) throws(Fault) {
        let first = position + 2
        let end = min(first + digits, bytes.count)
        let shown = source.text(position..<end)
        guard end == first + digits,
            bytes[first..<end].allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
            let code = UInt32(source.text(first..<end), radix: 16)
        else { throw .syntax("\(shown.shown) needs \(digits) hexadecimal digits") }
        guard let scalar = Unicode.Scalar(code) else {
            throw .syntax("\(shown.shown) is no character")
        }
        text += String(scalar).utf8
        position = end
    }

    private mutating func readOctal(_ text: inout [UInt8]) {
        position += 1
        var code: UInt32 = 0
        for _ in 0..<3 {
            guard UInt8(ascii: "0") <= byte(), byte() <= UInt8(ascii: "7") else { break }
            code = code * 8 + UInt32(byte() - UInt8(ascii: "0"))
            position += 1
        }
        if let scalar = Unicode.Scalar(code) { text += String(scalar).utf8 }
    }
}
