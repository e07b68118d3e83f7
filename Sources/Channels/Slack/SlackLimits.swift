/// Slack's bounds (its reference of blocks and text objects), in UTF-16 units where they count characters.
///
/// Slack's own count takes no unit longer than that, and takes the escaped text.
enum SlackLimits {
    static let header = 150
    static let sectionText = 3000
    static let field = 2000
    static let blocks = 50
    /// Of ten that are allowed; eight keep the pairs of one run together.
    static let fieldsPerSection = 8
    /// Sections for the part of a message that the header cannot hold.
    static let messageSections = 2
    /// All fields together: above 13,000 in all blocks Slack refuses a message as too long.
    static let allFields = 5000
    /// One element of the context block: less than it may have, so that the whole keeps to its bound.
    static let contextText = 500
    /// A command line that shows more.
    static let command = 300
    /// The least room for the name of a link.
    static let linkedName = 20
    /// Bytes of a channel's id or name.
    static let channel = 100
    /// Bytes of a reply that are kept: it repeats the message, with an escape for many a character.
    static let reply = 256 * 1024
    /// The text that stands in for the blocks, in notifications and for screen readers.
    static let fallback = 3000
}
