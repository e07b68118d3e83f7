import Formats

/// How many messages may go out in which time: `10/m`, `1/s`, `5/2s`.
package struct SendingRate: Hashable, Sendable, CustomStringConvertible {
    package let count: Int
    package let period: Duration

    package init(_ count: Int, per period: Duration) {
        self.count = count
        self.period = period
    }

    /// Reads a number, a slash and a time, of which 1 may be left out.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
            let count = Int(parts[0]), Self.counts.contains(count), let unit = parts[1].first,
            let period = Duration(text: unit.isNumber ? String(parts[1]) : "1\(parts[1])"),
            Self.periods.contains(period)
        else { return nil }
        self.init(count, per: period)
    }

    /// Of each one is remembered when it went out.
    package static let counts = 1...1000
    package static let periods: ClosedRange<Duration> = .milliseconds(1) ... .seconds(7 * 86_400)

    package var description: String {
        let text = period.text
        return
            "\(count)/\(["1s", "1m", "1h", "1d"].contains(text) ? String(text.dropFirst()) : text)"
    }
}
