/// What the older connectors answer when Teams did not take the message: 200, with the true status in words.
enum TeamsAnswer {
    private static let phrase = "Microsoft Teams endpoint returned HTTP error "

    /// The status that Teams itself gave; nil where the message was taken.
    static func hiddenStatus(_ reply: HTTPReply) -> Int? {
        let words = String(decoding: reply.body.prefix(Limits.excerptSource), as: UTF8.self)
        guard let end = words.firstRange(of: phrase)?.upperBound else { return nil }
        let digits = words[end...].prefix { $0.isASCII && $0.isNumber }
        guard let status = Int(digits), (300...599).contains(status) else { return nil }
        return status
    }
}
