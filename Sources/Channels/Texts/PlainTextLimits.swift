/// The bounds of a message as text alone, in characters: together less than the 63,206 that a post of
/// Workplace may have.
enum PlainTextLimits {
    /// The message's words.
    static let text = 10_000
    /// One field of a run, and one of its results.
    static let field = 300
    /// Results of one run that are shown.
    static let results = 10
    /// Runs that are shown.
    static let runs = 5
}
