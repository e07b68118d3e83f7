/// The name of an object in a bucket, made of a text that a template gave.
enum S3Key {
    /// Blanks and what has a meaning elsewhere become `_`; nil where nothing is left, or it is too long.
    static func cleaned(_ text: String) -> String? {
        let parts = text.cleaned(oneLine: true).split(separator: "/").map(part)
        let key = parts.joined(separator: "/")
        return key.isEmpty || key.utf8.count > LogCollectLimits.key ? nil : key
    }

    private static func part(_ text: Substring) -> String {
        // These would be taken for a way up or nowhere.
        if text == "." || text == ".." { return "_" }
        return String(text.map { $0.isWhitespace || $0 == "\\" || $0 == "\u{FFFD}" ? "_" : $0 })
    }
}
