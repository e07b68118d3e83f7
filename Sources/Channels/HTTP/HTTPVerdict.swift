/// The meaning of every status code, the same for all channels that speak HTTP.
enum HTTPVerdict {
    /// - Parameter pause: how long a reply asks us to wait, where its service says that in its own way.
    static func of(
        _ reply: ChannelReply, from url: HTTPAddress,
        pause: (HTTPReply) -> Duration? = \.retryAfter
    ) -> Verdict {
        of(reply, from: url.hostAndPort, pause: pause)
    }

    /// - Parameter place: the host and port that were asked.
    static func of(
        _ reply: ChannelReply, from place: String,
        pause: (HTTPReply) -> Duration? = \.retryAfter
    ) -> Verdict {
        switch reply {
        case .http(let reply):
            of(reply, place: place, pause: pause)
        case .failed(let failure):
            .retry(after: nil, reason: failure.message)
        case .irc, .smtp, .program, .logged:
            .retry(after: nil, reason: "the request was not sent as one of HTTP")
        }
    }

    private static func of(
        _ reply: HTTPReply, place: String, pause: (HTTPReply) -> Duration?
    ) -> Verdict {
        let excerpt = reply.excerpt
        let answer = "\(place) answered \(reply.status)" + (excerpt.isEmpty ? "" : ": \(excerpt)")
        switch reply.status {
        case 200...299:
            return .delivered
        case 300...399:
            return .rejected(
                reason: "\(place) answered \(reply.status)\(target(reply)): redirects are not "
                    + "followed, so give the address that it leads to")
        case 408, 425, 429:
            return .retry(after: pause(reply), reason: answer)
        case 400...499:
            return .rejected(reason: answer)
        case 500...599:
            return .retry(after: pause(reply), reason: answer)
        default:
            return .retry(
                after: nil, reason: "\(answer), which is no status that ends a request")
        }
    }

    /// Where a redirect leads, as far as that can be shown.
    private static func target(_ reply: HTTPReply) -> String {
        guard let location = reply.header("Location"), let url = try? HTTPAddress(location) else {
            return ""
        }
        return ", which leads to \(url.origin)"
    }
}
