/// Bounds of messages in Matrix: an event with all around it has 64 KiB (client-server API, "Size
/// limits"), and the text is in it twice.
enum MatrixLimits {
    /// UTF-16 units of the first line.
    static let title = 250
    /// Bytes of the message's words, as HTML within JSON has them.
    static let words = 12 * 1024
    /// Bytes of all lines of runs.
    static let runs = 8 * 1024
    /// Bytes of a room's id.
    static let room = 255
}
