/// Guesses what a mistyped word was meant to be.
enum Nearest {
    /// The known word that is nearest to a given one; nil when none is near.
    static func word(to given: String, among known: [String]) -> String? {
        guard given.count <= DefinitionLimits.comparedLength else { return nil }
        let plain = simplified(given)
        let ranked = known.map { (word: $0, distance: distance(plain, simplified($0))) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }),
            best.distance <= max(1, plain.count / 3), best.distance < plain.count
        else { return nil }
        return best.word
    }

    /// `successExitCodes` and `success-exit-codes` are `success_exit_codes` in other houses.
    static func simplified(_ word: String) -> [Character] {
        word.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }
    }

    /// Insertions, deletions, replacements and swaps of neighbours that make one word of the other.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var rows = [Array(0...right.count)]
        for row in 0..<left.count {
            var next = [row + 1]
            for column in 0..<right.count {
                let isEqual = left[row] == right[column]
                var cost = min(
                    rows[row][column + 1] + 1, next[column] + 1,
                    rows[row][column] + (isEqual ? 0 : 1))
                if row > 0, column > 0, left[row] == right[column - 1],
                    left[row - 1] == right[column]
                {
                    cost = min(cost, rows[row - 1][column - 1] + 1)
                }
                next.append(cost)
            }
            rows.append(next)
        }
        return rows[left.count][right.count]
    }
}
