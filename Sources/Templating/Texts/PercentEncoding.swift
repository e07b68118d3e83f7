/// Texts within addresses, as Python's `urllib` encodes them.
enum PercentEncoding {
    /// For a path, in which a `/` stays.
    static func path(_ text: String) -> String { encoded(text, keepsSlash: true) }

    /// For a query, in which a blank becomes a `+`.
    static func query(_ text: String) -> String {
        encoded(text, keepsSlash: false).split(separator: "%20", omittingEmptySubsequences: false)
            .joined(separator: "+")
    }

    private static func encoded(_ text: String, keepsSlash: Bool) -> String {
        var result: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            if isPlain(byte) || keepsSlash && byte == UInt8(ascii: "/") {
                result.append(byte)
            } else {
                result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
            UInt8(ascii: "-"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
