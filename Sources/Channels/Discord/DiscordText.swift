/// Texts as Discord takes them: its Markdown escaped, so that nothing becomes a mention or a link's text.
enum DiscordText {
    /// Escaped, and cut so that it keeps to `limit` after that.
    static func escaped(_ text: String, limit: Int) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.cut(to: limit, measure: measure).unicodeScalars {
            if isMarkup(scalar) { result.append("\\") }
            result.append(scalar)
        }
        return String(result)
    }

    private static func measure(_ character: Character) -> Int {
        character.unicodeScalars.reduce(0) { size, scalar in
            size + scalar.utf16.count + (isMarkup(scalar) ? 1 : 0)
        }
    }

    private static func isMarkup(_ scalar: Unicode.Scalar) -> Bool {
        #"\`*_~|>#-+[]()<@:"#.unicodeScalars.contains(scalar)
    }
}
