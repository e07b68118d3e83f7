/// Texts as Matrix's HTML has them.
enum MatrixText {
    /// Escaped, with its line breaks as elements.
    static func html(_ text: String) -> String {
        HTMLText.escaped(text).replacing("\n", with: "<br>")
    }

    /// The bytes of a character in the longer of its two forms, within JSON.
    static func bytes(_ character: Character) -> Int {
        character.unicodeScalars.reduce(0) { size, scalar in
            switch scalar {
            case "\n": size + 4
            case "\\", "\t": size + 2
            default: size + (HTMLText.entity(of: scalar)?.utf8.count ?? UTF8.width(scalar))
            }
        }
    }

    /// A text as one part of a path (RFC 3986, section 3.3).
    static func pathPart(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."), UInt8(ascii: "~"):
                return String(UnicodeScalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                return "%" + String(repeating: "0", count: 2 - digits.count) + digits
            }
        }.joined()
    }
}
