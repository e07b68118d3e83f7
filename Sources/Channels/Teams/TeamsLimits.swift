/// The bounds of messages to Teams, in bytes of JSON where they say bytes.
///
/// A webhook takes 28 KB in all. The parts of a card are cut so that together they stay below that,
/// with what stands around them: the heading, the text, runs, what stands in for the card, and the links.
enum TeamsLimits {
    /// Bytes of the whole request.
    static let payload = 28 * 1024
    /// Bytes of the heading, and of what stands in for a card that cannot be shown.
    static let heading = 600
    /// Bytes of the heading as Markdown, where much in it has to be escaped.
    static let markdownHeading = 2000
    /// Bytes of the text below it.
    static let text = 8 * 1024
    /// Bytes of all runs with their fields.
    static let runs = 11 * 1024
    /// Bytes that surround one piece of text in a card.
    static let piece = 120
    /// Characters of one field of a run.
    static let field = 300
    /// Results of a run.
    static let results = 10
    /// Bytes of an address or a command line that shows more.
    static let link = 2000
}
