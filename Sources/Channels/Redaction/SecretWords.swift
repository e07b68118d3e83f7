package import Formats

/// What in a channel's secret parameters must show in no text.
package struct SecretWords: Sendable {
    /// Every word that tells something of a secret, for texts that come from its own destination.
    package private(set) var all: [String] = []
    /// The secrets as a whole, as far as they are like no other word: for texts about anything.
    ///
    /// Somebody's header `production` must not take that word out of messages and the log.
    package private(set) var distinctive: [String] = []

    /// Takes the parameters that are secret; texts too many to compare with are left out, the last first.
    package init(in parameters: JSONObject) {
        var texts: [String] = []
        Self.collect(.object(parameters), into: &texts)
        var known: Set<String> = []
        for text in texts {
            let wholes = Self.wholes(of: text)
            for whole in wholes {
                for word in [whole] + Self.words(in: whole) where Self.isTelling(word) {
                    guard known.count < Limits.secretWords else { return }
                    if known.insert(word).inserted { all.append(word) }
                }
            }
            distinctive += wholes.flatMap { [$0] + $0.split(separator: " ").map(String.init) }
                .filter(Self.isDistinctive)
        }
    }

    /// Adds another form of one of the secrets, as only its own destination knows it.
    mutating func add(_ secret: String) {
        if Self.isTelling(secret), !all.contains(secret) { all.append(secret) }
    }

    private static func collect(_ value: JSONValue, into texts: inout [String]) {
        switch value {
        case .string(let text): texts.append(text)
        case .array(let elements): for element in elements { collect(element, into: &texts) }
        case .object(let object):
            for member in object.members { collect(member.value, into: &texts) }
        case .null, .bool, .integer, .number: break
        }
    }

    /// The text; of a URL all but its scheme, host and port.
    private static func wholes(of text: String) -> [String] {
        guard let start = text.firstRange(of: "://")?.upperBound, (try? HTTPAddress(text)) != nil
        else { return [text] }
        let rest = text[start...]
        let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
        let authority = rest[..<end]
        var parts = [String(rest[end...])]
        if let at = authority.lastIndex(of: "@") {
            let user = authority[..<at]
            parts.append(String(user))
            // As the header of the request shows them (RFC 7617), to whoever sends headers back.
            parts.append(Base64.text(Array((percentDecoded(user) ?? String(user)).utf8)))
        }
        return parts
    }

    /// Its words, also as they are behind percent signs, and itself within JSON.
    private static func words(in text: String) -> [String] {
        let parts = text.split { " /?&=#@:,;".contains($0) }
        var words = parts.map(String.init) + parts.compactMap(percentDecoded)
        if text.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
            words.append(String(JSONValue.string(text).text.dropFirst().dropLast()))
        }
        return words
    }

    private static func isTelling(_ word: String) -> Bool {
        word.count >= Limits.shortestSecret && !commonWords.contains(word.lowercased())
    }

    private static func isDistinctive(_ word: String) -> Bool {
        let bytes = word.utf8
        guard bytes.count < Limits.longDistinctiveSecret else { return true }
        return bytes.count >= Limits.shortestDistinctiveSecret
            && bytes.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            && bytes.contains { $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") }
    }

    /// Parts of URLs and headers that are in every text, and tell nothing.
    private static let commonWords: Set<String> = [
        "http", "https", "basic", "bearer", "token", "digest", "application", "json", "text",
        "plain", "html", "charset", "utf-8", "services", "hooks", "webhook", "webhooks", "hook",
        "api", "notify", "notifications", "error", "not found", "true", "false",
    ]

    private static func percentDecoded(_ text: Substring) -> String? {
        guard text.contains("%") else { return nil }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), digits.count == 2, let value = UInt8(digits, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
