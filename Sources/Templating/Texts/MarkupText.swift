/// HTML as plain text.
enum MarkupText {
    /// The text without comments and tags, its blanks in single ones, its references resolved.
    static func stripped(_ text: String) -> String {
        let withoutComments = without(text, from: "<!--", to: "-->")
        let withoutTags = without(withoutComments, from: "<", to: ">")
        let words = Splitting.words(withoutTags, limit: .max)
        return resolved(words.joined(separator: " "))
    }

    /// Takes out every part between two signs, both of which have to be there.
    private static func without(_ text: String, from open: String, to close: String) -> String {
        let bytes = Array(text.utf8)
        let (opening, closing) = (TextSearch(open), TextSearch(close))
        var result: [UInt8] = []
        var index = 0
        while let start = opening.first(in: bytes, from: index),
            let end = closing.first(in: bytes, from: start)
        {
            result += bytes[index..<start]
            index = end + close.utf8.count
        }
        result += bytes[index...]
        return String(decoding: result, as: UTF8.self)
    }

    private static let names: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
        "copy": "©", "reg": "®", "hellip": "…", "ndash": "–", "mdash": "—", "euro": "€",
        "laquo": "«", "raquo": "»", "middot": "·", "times": "×", "deg": "°",
    ]

    private static func resolved(_ text: String) -> String {
        let parts = text.split(separator: "&", omittingEmptySubsequences: false)
        var result = String(parts[0])
        for part in parts.dropFirst() {
            let name = part.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
            let rest = part.dropFirst(name.count)
            if let scalar = scalar(String(name)), rest.first == ";" {
                result.unicodeScalars.append(scalar)
                result += rest.dropFirst()
            } else {
                result += "&" + part
            }
        }
        return result
    }

    private static func scalar(_ name: String) -> Unicode.Scalar? {
        guard name.hasPrefix("#") else { return names[name] }
        let digits = name.dropFirst()
        let code =
            digits.hasPrefix("x") || digits.hasPrefix("X")
            ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return code.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
    }
}
