/// An option of a command line, as it is read and as the help text shows it.
package struct Option: Hashable, Sendable {
    /// Without its dashes.
    package let name: String
    package let short: Character?
    /// What its value is called; nil for an option without one.
    package let value: String?
    /// A few words.
    package let meaning: String

    package init(_ name: String, short: Character? = nil, value: String? = nil, _ meaning: String) {
        self.name = name
        self.short = short
        self.value = value
        self.meaning = meaning
    }

    /// `-o, --output FORMAT`.
    var usage: String {
        (short.map { "-\($0), " } ?? "    ") + "--\(name)" + (value.map { " \($0)" } ?? "")
    }
}
