/// TZif files made by hand.
struct ZoneFixture {
    var version: UInt8 = UInt8(ascii: "2")
    /// Ascending, each with the place of its offset.
    var changes: [(at: Int64, kind: UInt8)] = []
    var offsets: [Int32] = [0]
    var footer = "UTC0"
    var leaps = 0

    var bytes: [UInt8] {
        if version == 0 { return block(timeSize: 4) }
        let empty = ZoneFixture(version: version).block(timeSize: 4)
        return empty + block(timeSize: 8) + Array("\n\(footer)\n".utf8)
    }

    private func block(timeSize: Int) -> [UInt8] {
        var bytes = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
        for count in [0, 0, leaps, changes.count, offsets.count, 4] {
            bytes += Self.bigEndian(Int64(count), size: 4)
        }
        for change in changes { bytes += Self.bigEndian(change.at, size: timeSize) }
        bytes += changes.map(\.kind)
        for offset in offsets { bytes += Self.bigEndian(Int64(offset), size: 4) + [0, 0] }
        bytes += Array("ABC".utf8) + [0]
        for leap in 0..<leaps {
            bytes += Self.bigEndian(Int64(leap + 1) * 78_796_800, size: timeSize)
            bytes += Self.bigEndian(Int64(leap + 1), size: 4)
        }
        return bytes
    }

    private static func bigEndian(_ value: Int64, size: Int) -> [UInt8] {
        (0..<size).reversed().map { UInt8(truncatingIfNeeded: value >> Int64($0 * 8)) }
    }
}
