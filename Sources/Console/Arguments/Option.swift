/// An option of a command line, as it is read and as the help text shows it.
package struct Option: Hashable, Sendable {
    /// Without its dashes.
    package let name: String
    package let short: Character?
    /// What its value is called; nil for an option without one.
    package let value: String?
    /// A few words.
    package let meaning: String
    /// What a shell can offer for its value.
    let completion: Completion?

    /// What its value is called says what can be offered for it; `words` are all that there are.
    package init(
        _ name: String, short: Character? = nil, value: String? = nil, _ meaning: String,
        words: [String]? = nil
    ) {
        self.name = name
        self.short = short
        self.value = value
        self.meaning = meaning
        completion = words.map(Completion.words) ?? value.flatMap(Completion.init(word:))
    }

    /// `-o, --output FORMAT`.
    var usage: String {
        (short.map { "-\($0), " } ?? "    ") + "--\(name)" + (value.map { " \($0)" } ?? "")
    }
}
