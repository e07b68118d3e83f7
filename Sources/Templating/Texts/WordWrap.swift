/// Breaks a paragraph into lines, as Python's `textwrap` does.
struct WordWrap {
    let width: Int
    let breaksLongWords: Bool
    let breaksOnHyphens: Bool

    typealias Chunk = ArraySlice<Unicode.Scalar>

    func lines(of text: String) -> [String] {
        var chunks = ArraySlice(chunks(Array(text.unicodeScalars)))
        var lines: [String] = []
        while !chunks.isEmpty {
            if !lines.isEmpty, chunks.first.map(Self.isBlank) == true { chunks.removeFirst() }
            var line: [Chunk] = []
            var length = 0
            while let chunk = chunks.first, length + chunk.count <= width {
                line.append(chunk)
                length += chunk.count
                chunks.removeFirst()
            }
            if let chunk = chunks.first, chunk.count > width {
                let (head, rest) = broken(chunk, space: width - length, isAlone: line.isEmpty)
                if let head { line.append(head) }
                if rest.isEmpty {
                    chunks.removeFirst()
                } else {
                    chunks[chunks.startIndex] = rest
                }
            }
            if line.last.map(Self.isBlank) == true { line.removeLast() }
            if !line.isEmpty { lines.append(String(line.joined())) }
        }
        return lines
    }

    private static func isBlank(_ chunk: Chunk) -> Bool { chunk.allSatisfy { $0.isBlank } }

    /// What of a word that no line can hold goes onto this one.
    private func broken(_ chunk: Chunk, space: Int, isAlone: Bool) -> (head: Chunk?, rest: Chunk) {
        guard breaksLongWords else { return isAlone ? (chunk, []) : (nil, chunk) }
        var end = max(space, width < 1 ? 1 : 0)
        if breaksOnHyphens, chunk.count > space,
            let hyphen = chunk.prefix(max(space, 0)).lastIndex(of: "-"), hyphen > chunk.startIndex,
            chunk[..<hyphen].contains(where: { $0 != "-" })
        {
            end = hyphen - chunk.startIndex + 1
        }
        return (chunk.prefix(end), chunk.dropFirst(end))
    }

    /// Words and runs of blanks, in turns; words in pieces where they may be broken.
    private func chunks(_ scalars: [Unicode.Scalar]) -> [Chunk] {
        var chunks: [Chunk] = []
        var start = 0
        while start < scalars.count {
            let isBlank = Self.separates(scalars[start])
            var end = start + 1
            while end < scalars.count, Self.separates(scalars[end]) == isBlank { end += 1 }
            if isBlank || !breaksOnHyphens {
                chunks.append(scalars[start..<end])
            } else {
                chunks += pieces(scalars[start..<end])
            }
            start = end
        }
        return chunks
    }

    private static func separates(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || (0x09...0x0D).contains(scalar.value)
    }

    /// A word cut behind hyphens between letters, and around dashes of several hyphens.
    private func pieces(_ word: Chunk) -> [Chunk] {
        var pieces: [Chunk] = []
        var start = word.startIndex
        var index = start
        while index < word.endIndex {
            if let end = dashEnd(word, index) {
                if index > start { pieces.append(word[start..<index]) }
                pieces.append(word[index..<end])
                start = end
                index = end
            } else {
                index += 1
                if index > start, endsPiece(word, start, index) {
                    pieces.append(word[start..<index])
                    start = index
                }
            }
        }
        if start < word.endIndex { pieces.append(word[start...]) }
        return pieces
    }

    /// The end of a dash of at least two hyphens that stands between words.
    private func dashEnd(_ word: Chunk, _ index: Int) -> Int? {
        guard index > word.startIndex, word[index] == "-", Self.endsWord(word[index - 1]) else {
            return nil
        }
        let end = word[index...].firstIndex { $0 != "-" } ?? word.endIndex
        guard end - index >= 2, end < word.endIndex, word[end].isWordPart else { return nil }
        return end
    }

    private static func endsWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isWordPart || "!\"'&.,?".unicodeScalars.contains(scalar)
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isWordPart && !CharacterKinds.isDecimal(scalar)
    }

    /// Whether the word may be broken behind the hyphen before `index`.
    private func endsPiece(_ word: Chunk, _ start: Int, _ index: Int) -> Bool {
        func letter(_ place: Int) -> Bool {
            word.indices.contains(place) && Self.isLetter(word[place])
        }
        func hyphen(_ place: Int) -> Bool {
            word.indices.contains(place) && word[place] == "-"
        }
        guard hyphen(index - 1) else { return false }
        let isBehindLetters =
            letter(index - 2) && letter(index - 3)
            || letter(index - 2) && hyphen(index - 3) && letter(index - 4)
        let isBeforeLetters =
            letter(index) && (letter(index + 1) || hyphen(index + 1) && letter(index + 2))
        return isBehindLetters && isBeforeLetters
    }
}
