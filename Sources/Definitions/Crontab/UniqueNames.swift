import Domain

/// Names that are given out, each once: `backup`, `backup-2`.
struct UniqueNames {
    private var taken: Set<String> = []
    private var counts: [String: Int] = [:]

    /// Takes letters, digits, `-` and `_`, beginning with a letter or digit.
    mutating func next(_ base: String) -> Name {
        var text = String(base.prefix(Limits.nameLength - Self.roomForNumber))
        let start = text
        while !taken.insert(text).inserted {
            let count = counts[start, default: 1] + 1
            counts[start] = count
            text = "\(start)-\(count)"
        }
        return (try? Name(text)) ?? .sample
    }

    /// Characters of a number and its dash.
    private static let roomForNumber = 7
}
