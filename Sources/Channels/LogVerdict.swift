/// What an attempt to write into the program's own log means.
enum LogVerdict {
    static func of(_ reply: ChannelReply) -> Verdict {
        if case .logged = reply { return .delivered }
        return .retry(after: nil, reason: "the log was not written")
    }
}
