/// Counts of bytes as people read them: `512 MiB`, `1.5 GiB`, `100 bytes`.
package enum ByteCountText {
    /// In the largest unit that makes one or more of it, with one digit after the point.
    package static func text(_ bytes: Int64) -> String {
        guard let unit = units.first(where: { bytes.magnitude >= $0.size.magnitude }) else {
            return bytes == 1 ? "1 byte" : "\(bytes) bytes"
        }
        let (whole, rest) = bytes.quotientAndRemainder(dividingBy: unit.size)
        let tenth = rest.magnitude * 10 / unit.size.magnitude
        return tenth == 0 ? "\(whole) \(unit.name)" : "\(whole).\(tenth) \(unit.name)"
    }

    private static let units: [(name: String, size: Int64)] = [
        ("PiB", 1 << 50), ("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10),
    ]
}
