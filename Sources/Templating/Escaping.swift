/// What happens to values when they are printed, unless they are marked as safe.
package enum Escaping: Sendable {
    case none
    /// `&`, `<`, `>`, `'` and `"` become references.
    case html
    /// A service's own rule.
    case custom(@Sendable (String) -> String)

    /// Whether a template begins with escaping switched on.
    var isAutomatic: Bool {
        if case .none = self { false } else { true }
    }

    /// The text escaped by the rule; by that of HTML where there is none.
    func escape(_ text: String) -> String {
        if case .custom(let escape) = self { escape(text) } else { Self.html(text) }
    }

    static func html(_ text: String) -> String {
        guard text.utf8.contains(where: isSpecial) else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): result += "&amp;".utf8
            case UInt8(ascii: "<"): result += "&lt;".utf8
            case UInt8(ascii: ">"): result += "&gt;".utf8
            case UInt8(ascii: "'"): result += "&#39;".utf8
            case UInt8(ascii: "\""): result += "&#34;".utf8
            default: result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "'"),
            UInt8(ascii: "\""):
            true
        default: false
        }
    }
}
