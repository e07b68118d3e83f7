/// How GitHub says that it takes no more for a while: with 403, which is otherwise final.
enum GitRate {
    /// How long to wait; nil where the answer is none of those.
    static func pause(_ reply: HTTPReply, _ service: GitService) -> Duration? {
        guard service == .github, [403, 429].contains(reply.status) else { return nil }
        if let asked = reply.retryAfter { return asked }
        if reply.header("x-ratelimit-remaining") == "0" {
            guard let reset = reply.header("x-ratelimit-reset").flatMap({ Int64($0) }) else {
                return GitLimits.pause
            }
            let bound = Limits.retryAfter.components.seconds
            let wait = reset.subtractingReportingOverflow(reply.receivedAt)
            return .seconds(wait.overflow ? bound : min(max(0, wait.partialValue), bound))
        }
        let words = String(decoding: reply.body.prefix(Limits.excerptSource), as: UTF8.self)
        return words.lowercased().contains("secondary rate limit") ? GitLimits.pause : nil
    }
}
