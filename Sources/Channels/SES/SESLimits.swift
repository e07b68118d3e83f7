/// The bounds of Amazon SES, each with its unit.
enum SESLimits {
    /// Recipients of one mail.
    static let recipients = 50
    /// Characters of a configuration set's name.
    static let configurationSet = 64
}
