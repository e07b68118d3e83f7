extension String {
    /// Without blanks and line breaks at its ends.
    var trimmed: String {
        let rest = drop(while: \.isWhitespace)
        guard let last = rest.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(rest[...last])
    }

    /// With each stretch of blanks and line breaks as one blank.
    var onOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    /// At most so many bytes long; what was cut says so with `…`.
    func bounded(bytes limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var size = "…".utf8.count
        let kept = prefix { character in
            size += character.utf8.count
            return size <= limit
        }
        return kept + "…"
    }
}
