/// Discord's bounds (its documentation "Embed Limits" and "Execute Webhook"), in UTF-16 units where they
/// count characters, which is never less than Discord's own count.
enum DiscordLimits {
    static let title = 256
    static let description = 4096
    static let fields = 25
    static let fieldName = 256
    static let fieldValue = 1024
    static let footer = 2048
    /// All texts of the embeds of one message together.
    static let all = 6000
    /// What the description leaves to the fields and the footer.
    static let kept = 2500
    /// The name under which a webhook posts.
    static let username = 80
}
