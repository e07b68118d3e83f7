/// ntfy's bounds (its documentation "Limitations" and "Publish as JSON"), each with its unit.
enum NtfyLimits {
    /// Bytes of a message as JSON has it: longer ones become attached files.
    static let message = 4000
    /// UTF-16 units of a title.
    static let title = 250
    /// UTF-16 units of a run's line.
    static let run = 500
    /// Runs that are shown.
    static let runs = 10
    /// Characters of a topic.
    static let topic = 64
    /// Tags that a configuration may add.
    static let tags = 10
    /// Characters of one.
    static let tag = 64
    /// Bytes of the link that a click opens.
    static let click = 1024
    static let priorities: ClosedRange<Int64> = 1...5
}
