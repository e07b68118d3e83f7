extension Duration {
    /// Reads `90s`, `15m`, `1h30m`, `2d`, `500ms` or a bare number of seconds.
    package init?(text: String) {
        if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            guard let seconds = Int64(text), seconds <= Self.maximumSeconds else { return nil }
            self = .seconds(seconds)
            return
        }
        var rest = text[...]
        var total: Int64 = 0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(unit.count)
            guard let count = Int64(digits), let factor = Self.units[String(unit)] else {
                return nil
            }
            let (product, overflow) = count.multipliedReportingOverflow(by: factor)
            guard !overflow, total <= Self.maximumSeconds * 1000 - product else { return nil }
            total += product
        }
        self = .milliseconds(total)
    }

    /// The longest duration a text may say, in seconds: a hundred years.
    private static let maximumSeconds: Int64 = 100 * 366 * 86_400

    private static let units: [String: Int64] = [
        "ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000,
    ]

    /// The duration as a person would write it in a file: `1h30m`, `45s`, `500ms`.
    ///
    /// Parts of a millisecond are cut.
    package var text: String {
        var milliseconds = (microseconds / 1000).magnitude
        if milliseconds == 0 { return "0s" }
        var text = self < .zero ? "-" : ""
        for (unit, factor) in [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000)]
            as [(String, UInt64)]
        where milliseconds >= factor {
            text += "\(milliseconds / factor)\(unit)"
            milliseconds %= factor
        }
        return milliseconds > 0 ? text + "\(milliseconds)ms" : text
    }
}
