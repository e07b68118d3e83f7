package import Formats

/// Hides words in texts; costs next to nothing while it knows none.
///
/// Where words overlap, all that any of them covers is hidden.
package struct Redactor: Sendable {
    /// What stands in place of what is hidden.
    package static let mark = "[secret]"

    /// The words by their first bytes, the longest first.
    private var words: [UInt32: [[UInt8]]] = [:]
    private var beginnings: [Bool] = []

    /// Takes words of at least `Limits.shortestSecret` bytes; shorter ones are left out.
    package init(hiding words: some Sequence<String> = EmptyCollection()) {
        for word in words { insert(word) }
    }

    package var isEmpty: Bool { words.isEmpty }

    package mutating func insert(_ word: String) {
        if beginnings.isEmpty { beginnings = Array(repeating: false, count: 256) }
        for piece in Self.pieces(of: word) {
            let key = Self.key(piece[...])
            guard words[key]?.contains(piece) != true else { continue }
            beginnings[Int(piece[0])] = true
            words[key, default: []].append(piece)
            words[key]?.sort { $0.count > $1.count }
        }
    }

    /// Forgets a word; a piece that it shares with another one is forgotten too.
    package mutating func remove(_ word: String) {
        for piece in Self.pieces(of: word) {
            let key = Self.key(piece[...])
            words[key]?.removeAll { $0 == piece }
            if words[key]?.isEmpty == true { words[key] = nil }
        }
    }

    /// The word, or the pieces of a long one: so what a text costs does not grow with the words' length.
    private static func pieces(of word: String) -> [[UInt8]] {
        let bytes = Array(word.utf8)
        let length = Limits.secretPieceBytes
        guard bytes.count >= Limits.shortestSecret else { return [] }
        guard bytes.count > length else { return [bytes] }
        let starts = stride(from: 0, to: bytes.count - length, by: length)
        return (starts.map { $0 } + [bytes.count - length]).map { Array(bytes[$0..<$0 + length]) }
    }

    package func redacted(_ text: String) -> String {
        if isEmpty { return text }
        let bytes = Array(text.utf8)
        let hidden = places(in: bytes)
        return hidden.isEmpty
            ? text : String(decoding: without(hidden, bytes), as: UTF8.self)
    }

    package func redacted(_ bytes: [UInt8]) -> [UInt8] {
        if isEmpty { return bytes }
        let hidden = places(in: bytes)
        return hidden.isEmpty ? bytes : without(hidden, bytes)
    }

    /// The value with its texts redacted; names of members stay.
    package func redacted(_ value: JSONValue) -> JSONValue {
        isEmpty ? value : value.replacingTexts(redacted)
    }

    /// The first four bytes.
    private static func key(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.prefix(Limits.shortestSecret).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Where words are, from left to right, without overlap.
    private func places(in bytes: [UInt8]) -> [Range<Int>] {
        guard bytes.count >= Limits.shortestSecret else { return [] }
        var places: [Range<Int>] = []
        for start in 0...bytes.count - Limits.shortestSecret where beginnings[Int(bytes[start])] {
            let rest = bytes[start...]
            guard let word = words[Self.key(rest)]?.first(where: { rest.starts(with: $0) }) else {
                continue
            }
            if let last = places.last, start <= last.upperBound {
                let end = max(last.upperBound, start + word.count)
                places[places.count - 1] = last.lowerBound..<end
            } else {
                places.append(start..<start + word.count)
            }
        }
        return places
    }

    private func without(_ places: [Range<Int>], _ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var end = 0
        for place in places {
            result += bytes[end..<place.lowerBound]
            result += Self.mark.utf8
            end = place.upperBound
        }
        return result + bytes[end...]
    }
}
