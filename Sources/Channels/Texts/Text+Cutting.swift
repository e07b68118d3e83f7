/// Cutting long texts where it hurts least; what was cut says so with `…`.
extension String {
    /// At most `limit` units long as `measure` counts a character; cut between words where that
    /// loses little.
    func cut(to limit: Int, measure: (Character) -> Int = \.utf16.count) -> String {
        let (head, rest) = divided(at: limit, measure: measure)
        if rest.isEmpty { return head }
        return divided(at: limit - measure("…"), measure: measure).head + "…"
    }

    /// The longest beginning of at most `limit` units, ended between words, and all that is left.
    ///
    /// The blank between the two belongs to neither.
    func divided(
        at limit: Int, measure: (Character) -> Int = \.utf16.count
    ) -> (head: String, rest: String) {
        var size = 0
        var end = startIndex
        var lastBlank: Index?
        var sizeAtBlank = 0
        while end < endIndex {
            let character = self[end]
            let width = measure(character)
            if size + width > limit { break }
            if character.isWhitespace {
                lastBlank = end
                sizeAtBlank = size
            }
            size += width
            end = index(after: end)
        }
        if end == endIndex { return (self, "") }
        if end == startIndex { end = endOfScalars(limit, measure) }
        // A word's length more or less is worth a clean end, half of the text is not.
        if self[end].isWhitespace {
            return (String(self[..<end]), String(self[index(after: end)...]))
        }
        if let lastBlank, sizeAtBlank * 4 >= limit * 3 {
            return (String(self[..<lastBlank]), String(self[index(after: lastBlank)...]))
        }
        return (String(self[..<end]), String(self[end...]))
    }

    /// Where to cut a single character that is longer than all the room: one may carry any number
    /// of marks. At least one scalar is kept, so that whoever goes on with the rest comes to an end.
    private func endOfScalars(_ limit: Int, _ measure: (Character) -> Int) -> Index {
        var size = 0
        var end = startIndex
        while end < endIndex {
            size += measure(Character(unicodeScalars[end]))
            if size > limit, end > startIndex { break }
            end = unicodeScalars.index(after: end)
        }
        return end
    }
}
