extension HTTPReply {
    /// How long the server asks us to wait (RFC 9110, section 10.2.3), bounded by `Limits.retryAfter`.
    ///
    /// A date is measured against the server's own clock where the reply tells it.
    var retryAfter: Duration? {
        guard let text = header("Retry-After") else { return nil }
        let bound = Limits.retryAfter.components.seconds
        if !text.isEmpty, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) {
            return .seconds(min(Int64(text) ?? bound, bound))
        }
        guard let wanted = HTTPDate.seconds(text, now: receivedAt) else { return nil }
        let now =
            header("Date").flatMap { HTTPDate.seconds($0, now: receivedAt) } ?? receivedAt
        return .seconds(min(max(0, wanted - now), bound))
    }
}
