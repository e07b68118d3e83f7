/// Telegram's bounds (its Bot API, "sendMessage"), each with its unit.
enum TelegramLimits {
    /// UTF-16 units of a message.
    static let text = 4096
    /// UTF-16 units of its first line, which is bold.
    static let title = 250
    /// Bytes of a channel's name with its @.
    static let name = 64
}
