internal import Formats

extension HTTPReply {
    /// How long the body asks us to wait, bounded by `Limits.retryAfter`; the header where it does not.
    ///
    /// - Parameters:
    ///   - path: where in the body's JSON the number stands.
    ///   - unit: how many seconds one is.
    func retryAfter(inBody path: String..., unit: Double = 1) -> Duration? {
        let body = try? JSONValue(parsing: body)
        let value = path.reduce(body) { $0?[$1] }
        guard let number = value?.double, number.isFinite, number >= 0 else { return retryAfter }
        let bound = Double(Limits.retryAfter.components.seconds)
        let milliseconds = (min(number * unit, bound) * 1000).rounded(.up)
        return .milliseconds(Int64(milliseconds))
    }
}
