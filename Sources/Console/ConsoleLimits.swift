/// The bounds of the console.
package enum ConsoleLimits {
    /// Bytes of one file.
    package static let fileBytes = 16 * 1024 * 1024
    /// Bytes read at once.
    static let readBytes = 64 * 1024
    /// Rows of a list, where nothing else is said.
    package static let rows = 50
    /// Rows of a list that may be asked for.
    package static let maximumRows = 1_000_000
    /// Occurrences that are shown, where nothing else is said.
    package static let occurrences = 10
    /// Columns from which a table has room for an instant beside how long ago it was.
    static let wideColumns = 110
    /// Columns of an instant, `2026-11-21 02:24:05`, and what separates it from its text.
    package static let timeColumns = 21
    /// Columns of a terminal that does not tell its width.
    package static let columns = 80
    /// How long a shell waits for names that the service knows, where nobody says otherwise.
    static let completionPatience: Duration = .milliseconds(700)
    /// Rows of one kind that a shell offers.
    static let completionRows = 200
}
