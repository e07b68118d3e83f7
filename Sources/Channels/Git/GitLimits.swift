/// The bounds of comments, in bytes of JSON where they say bytes.
///
/// Together they stay below the 65,536 characters that a comment on GitHub may have, the shortest of all.
enum GitLimits {
    /// Bytes of the heading once it is escaped.
    static let heading = 4000
    /// Bytes of the text below it once it is escaped.
    static let text = 20_000
    /// Bytes of one cell of the table of runs once it is escaped.
    static let cell = 2000
    /// Bytes of the whole table.
    static let table = 20_000
    /// Bytes of an address or a command line that shows more.
    static let link = 2000
    /// Bytes of a part of a repository's name.
    static let name = 255
    /// Parts of a repository's name: GitLab nests groups up to 20 deep.
    static let groups = 22
    /// Bytes of a reply that are kept: it repeats the comment, with an escape for many a character.
    static let reply = 1024 * 1024
    /// How long to wait where GitHub takes no more comments and does not say until when.
    static let pause = Duration.seconds(60)
}
