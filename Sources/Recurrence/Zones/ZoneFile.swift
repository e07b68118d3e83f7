/// Reads a TZif file (RFC 9636): its 64-bit block where it has one, and the rule in its footer.
struct ZoneFile {
    let zone: String
    let bytes: [UInt8]
    private var position = 0

    init(zone: String, bytes: [UInt8]) {
        self.zone = zone
        self.bytes = bytes
    }

    /// The counts of a header, each checked against what the file can hold before anything is read.
    private struct Header {
        var isModern: Bool
        var universal: Int
        var standard: Int
        var leaps: Int
        var changes: Int
        var types: Int
        var letters: Int

        func size(timeSize: Int) -> Int {
            changes * (timeSize + 1) + types * 6 + letters + leaps * (timeSize + 4) + standard
                + universal
        }
    }

    mutating func read() throws(ZoneError) -> Zone {
        guard bytes.count <= Limits.zoneFileBytes else {
            throw error(
                "it has \(bytes.count) bytes, and at most \(Limits.zoneFileBytes) are taken")
        }
        let header = try readHeader()
        guard header.isModern else { return try readBlock(header, timeSize: 4) }
        // The 32-bit block is for readers of the first version.
        try skip(header.size(timeSize: 4))
        return try readBlock(try readHeader(), timeSize: 8)
    }

    private mutating func readHeader() throws(ZoneError) -> Header {
        let start = position
        // Magic, version, fifteen bytes for the future, six counts.
        try skip(44)
        guard bytes[start..<start + 4].elementsEqual("TZif".utf8) else {
            throw error("it does not begin as a TZif file does")
        }
        let version = bytes[start + 4]
        guard version == 0 || version >= UInt8(ascii: "2") else {
            throw error("its version is unknown")
        }
        var counts: [Int] = []
        for index in 0..<6 {
            let value = number(at: start + 20 + index * 4, size: 4)
            guard (0...Int64(bytes.count)).contains(value) else {
                throw error("it announces more than it has room for")
            }
            counts.append(Int(value))
        }
        return Header(
            isModern: version != 0, universal: counts[0], standard: counts[1], leaps: counts[2],
            changes: counts[3], types: counts[4], letters: counts[5])
    }

    private mutating func readBlock(_ header: Header, timeSize: Int) throws(ZoneError) -> Zone {
        guard header.leaps == 0 else {
            throw error(
                "it counts leap seconds, and system time does not; take the zone without them")
        }
        guard header.changes <= Limits.zoneChanges else {
            throw error(
                "it has \(header.changes) changes, and at most \(Limits.zoneChanges) are taken")
        }
        guard (1...256).contains(header.types), header.letters > 0 else {
            throw error("it has no kind of local time")
        }
        let times = position
        let kinds = times + header.changes * timeSize
        let types = kinds + header.changes
        try skip(header.size(timeSize: timeSize))

        var offsets: [Int64] = []
        for index in 0..<header.types {
            let offset = number(at: types + index * 6, size: 4)
            guard Limits.zoneOffsets.contains(offset) else {
                throw error("it has an offset of \(offset) seconds from UTC")
            }
            offsets.append(offset)
        }
        var changes: [Zone.Change] = []
        changes.reserveCapacity(header.changes)
        for index in 0..<header.changes {
            let at = number(at: times + index * timeSize, size: timeSize)
            guard Limits.zoneInstants.contains(at), changes.last.map({ $0.at < at }) ?? true else {
                throw error("its changes are not in order")
            }
            let kind = Int(bytes[kinds + index])
            guard kind < offsets.count else {
                throw error("a change has a kind of local time that is not there")
            }
            changes.append(Zone.Change(at: at, offset: offsets[kind]))
        }
        return Zone(
            name: zone, firstOffset: offsets[0], changes: changes,
            rule: timeSize == 8 ? try readFooter() : nil)
    }

    /// The rule between two line breaks after the 64-bit block; nil when there is nothing between them.
    private mutating func readFooter() throws(ZoneError) -> FooterRule? {
        let rest = bytes[position...]
        guard rest.count >= 2, rest.first == UInt8(ascii: "\n"), rest.last == UInt8(ascii: "\n"),
            rest.count <= Limits.footerBytes
        else { throw error("its footer is cut off or too long") }
        let text = rest.dropFirst().dropLast()
        if text.isEmpty { return nil }
        var parser = FooterParser(text)
        guard let rule = parser.parse() else {
            throw error(
                "its footer \(String(reflecting: String(decoding: text, as: UTF8.self))) is no rule"
            )
        }
        return rule
    }

    private mutating func skip(_ count: Int) throws(ZoneError) {
        guard count <= bytes.count - position else {
            throw error("it ends after \(bytes.count) bytes, before all that it announces")
        }
        position += count
    }

    /// A big-endian number in two's complement, of bytes that are known to be there.
    private func number(at start: Int, size: Int) -> Int64 {
        var value: UInt64 = bytes[start] & 0x80 == 0 ? 0 : .max
        for byte in bytes[start..<start + size] { value = value << 8 | UInt64(byte) }
        return Int64(bitPattern: value)
    }

    private func error(_ reason: String) -> ZoneError {
        ZoneError(zone: zone, reason: reason)
    }
}
