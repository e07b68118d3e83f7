import Testing

/// A text that is refused, with what is said of it.
struct Refused: Sendable, CustomTestStringConvertible {
    let text: String
    let columns: Range<Int>
    let message: String
    let hint: String?

    init(_ text: String, _ columns: Range<Int>, _ message: String, _ hint: String? = nil) {
        self.text = text
        self.columns = columns
        self.message = message
        self.hint = hint
    }

    var testDescription: String { text.debugDescription }
}
