/// Finds a text within others in linear time, whatever the two are (Knuth, Morris and Pratt).
struct TextSearch {
    let pattern: [UInt8]
    /// For each length of a match that fails, the length of the match that goes on.
    private let borders: [Int]

    init(_ pattern: [UInt8]) {
        self.pattern = pattern
        borders = Self.borders(of: pattern)
    }

    init(_ pattern: String) { self.init(Array(pattern.utf8)) }

    private static func borders(of pattern: [UInt8]) -> [Int] {
        var borders = [Int](repeating: 0, count: pattern.count)
        var length = 0
        for index in pattern.indices.dropFirst() {
            while length > 0, pattern[index] != pattern[length] { length = borders[length - 1] }
            if pattern[index] == pattern[length] { length += 1 }
            borders[index] = length
        }
        return borders
    }

    /// The byte at which the text first stands, from a byte on.
    func first(in text: [UInt8], from start: Int = 0) -> Int? {
        guard !pattern.isEmpty else { return start <= text.count ? start : nil }
        var length = 0
        var index = start
        while index < text.count {
            while length > 0, text[index] != pattern[length] { length = borders[length - 1] }
            if text[index] == pattern[length] { length += 1 }
            index += 1
            if length == pattern.count { return index - length }
        }
        return nil
    }

    func first(in text: String) -> Int? { first(in: Array(text.utf8)) }

    /// The bytes at which it stands, none within another.
    func all(in text: [UInt8], limit: Int = .max) -> [Int] {
        var places: [Int] = []
        var index = 0
        while places.count < limit, let place = first(in: text, from: index) {
            places.append(place)
            index = place + max(pattern.count, 1)
        }
        return places
    }
}
