/// Sizes as people write them: `512M`, `2GiB` or a number of bytes; each step is 1024.
package enum SizeText {
    /// The size in bytes; nil when the text is none, or beyond 2⁶³.
    package static func bytes(_ text: String) -> Int64? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let count = Int64(digits) else { return nil }
        var unit = text.dropFirst(digits.count)
        if unit.isEmpty { return count }
        if unit.hasSuffix("iB") { unit = unit.dropLast(2) }
        guard unit.count == 1, let letter = unit.first, let power = units.firstIndex(of: letter)
        else { return nil }
        let (bytes, overflow) = count.multipliedReportingOverflow(by: 1 << (10 * (power + 1)))
        return overflow ? nil : bytes
    }

    /// The size as a person would write it in a file.
    package static func text(_ bytes: Int64) -> String {
        var count = bytes
        var power = 0
        while count != 0, count % 1024 == 0, power < units.count {
            count /= 1024
            power += 1
        }
        return power == 0 ? "\(count)" : "\(count)\(units[power - 1])"
    }

    private static let units: [Character] = ["K", "M", "G", "T", "P"]
}
