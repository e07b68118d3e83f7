/// The meaning of what a service answers: that of the status, but where the error's code knows better.
enum AWSVerdict {
    /// - Parameter place: the host and port that were asked.
    static func of(_ reply: ChannelReply, from place: String) -> Verdict {
        guard case .http(var reply) = reply, !(200...299).contains(reply.status),
            let error = AWSError(reply.body)
        else { return HTTPVerdict.of(reply, from: place) }
        // The code and the words say all; what stands around them is for programs.
        reply.body = Array(error.text.utf8)
        reply.bodyIsCut = false
        if (300...399).contains(reply.status) {
            return .rejected(
                reason: "\(place) answered \(reply.status): \(reply.excerpt)"
                    + region(in: reply))
        }
        switch HTTPVerdict.of(.http(reply), from: place) {
        case .rejected(let reason) where error.isPassing:
            return .retry(after: reply.retryAfter, reason: reason)
        case .rejected(let reason): return .rejected(reason: reason + region(in: reply))
        case let verdict: return verdict
        }
    }

    /// What S3 adds for a bucket that is elsewhere.
    private static func region(in reply: HTTPReply) -> String {
        guard let region = reply.header("x-amz-bucket-region"), AWSRegion.isName(region) else {
            return ""
        }
        return "; the bucket is in the region \(region)"
    }
}
