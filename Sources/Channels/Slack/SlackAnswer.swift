internal import Formats

/// What Slack's interface for bots answers, which says what went wrong with status 200.
struct SlackAnswer {
    /// Nil where the answer is not of that interface.
    private let isOK: Bool?
    private let error: String
    /// What the call would have needed.
    private let needed: String?
    /// What the message is known by.
    let timestamp: String?

    init(_ reply: HTTPReply) {
        let body = try? JSONValue(parsing: reply.body)
        // What was accepted is so, however long the answer goes on.
        let isCutOK = reply.bodyIsCut && reply.body.starts(with: #"{"ok":true"#.utf8)
        isOK = body?["ok"]?.bool ?? (isCutOK ? true : nil)
        error = Self.word(body?["error"])
        needed = body?["needed"]?.string.map(Excerpt.text)
        timestamp = body?["ts"]?.string.flatMap { Self.isTimestamp($0) ? $0 : nil }
    }

    func verdict(from url: HTTPAddress, _ reply: HTTPReply) -> Verdict {
        let place = url.hostAndPort
        switch isOK {
        case true?: return .delivered
        case nil:
            return .retry(
                after: nil,
                reason: "\(place) answered \(reply.status), but not as Slack's interface does")
        case false?:
            let advice = Self.advice[error].map { ": \($0)" } ?? ""
            let need = error == "missing_scope" ? needed.map { " \($0)" } ?? "" : ""
            let reason = "\(place) answered \(error)\(advice)\(need)"
            return Self.passing.contains(error)
                ? .retry(after: reply.retryAfter, reason: reason) : .rejected(reason: reason)
        }
    }

    var saysThreadIsGone: Bool { isOK == false && Self.goneThread.contains(error) }

    /// An error's word as it may stand in a reason.
    private static func word(_ value: JSONValue?) -> String {
        let word = Excerpt.text(value?.string ?? "")
        return word.isEmpty ? "with an error that it does not name" : word
    }

    /// `1503435956.000247`.
    private static func isTimestamp(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2
            && parts.allSatisfy { part in
                (1...20).contains(part.utf8.count) && part.utf8.allSatisfy { 0x30...0x39 ~= $0 }
            }
    }

    /// Errors that pass without anybody's doing.
    private static let passing: Set<String> = [
        "ratelimited", "rate_limited", "message_limit_exceeded", "fatal_error", "internal_error",
        "service_unavailable", "request_timeout", "team_added_to_org",
    ]

    private static let goneThread: Set<String> = [
        "thread_not_found", "message_not_found", "cannot_reply_to_message", "invalid_thread_ts",
    ]

    /// What to do about an error.
    private static let advice = [
        "invalid_auth": "the token is not valid: copy the bot token of the app anew",
        "not_authed": "the token is not valid: copy the bot token of the app anew",
        "token_revoked": "the token was revoked: install the app again, and give its new token",
        "token_expired": "the token has expired: give a new one",
        "account_inactive":
            "the bot or its workspace was deactivated: install the app again, and give its new token",
        "no_permission": "the token may not post: give the app the scope chat:write",
        "missing_scope": "the app lacks a scope: give it, and install the app again:",
        "not_allowed_token_type": "this kind of token may not post: give a bot token, xoxb-…",
        "channel_not_found":
            "the bot sees no such channel: check its id, and invite the bot to a private one",
        "not_in_channel": "the bot is not in the channel: invite it there",
        "is_archived": "the channel is archived: name another one",
        "restricted_action": "the workspace keeps the bot from posting: ask its administrators",
        "restricted_action_read_only_channel": "the channel is read-only: name another one",
        "ekm_access_denied": "the workspace's administrators have suspended posting",
    ]
}
