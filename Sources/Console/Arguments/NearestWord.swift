/// Guesses which known word a mistyped one was meant to be.
enum NearestWord {
    /// Longer words are not compared.
    private static let maximumLength = 60

    /// The known word with the fewest edits, nil when each needs many, or several are as near.
    static func to(_ given: String, among known: [String]) -> String? {
        guard !given.isEmpty, given.count <= maximumLength else { return nil }
        let ranked = known.map { (word: $0, edits: edits(Array(given.lowercased()), Array($0))) }
        guard let best = ranked.map(\.edits).min(), best <= max(1, given.count / 3) else {
            let longer = known.filter { given.count > 2 && $0.hasPrefix(given) }
            return longer.count == 1 ? longer[0] : nil
        }
        return ranked.first { $0.edits == best }?.word
    }

    /// Insertions, deletions and replacements that make one word of the other.
    private static func edits(_ left: [Character], _ right: [Character]) -> Int {
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let replaced = diagonal + (letter == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
