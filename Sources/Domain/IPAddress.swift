/// An address of the Internet Protocol, of version 4 or 6.
package struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    /// Four or sixteen, in the order of the network.
    package let bytes: [UInt8]

    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = Array(bytes)
    }

    /// Reads `192.0.2.1`, `2001:db8::1` or `::ffff:192.0.2.1` (RFC 4291, section 2.2).
    package init?(_ text: String) {
        guard let bytes = text.contains(":") ? Self.sixteen(text) : Self.four(text[...]) else {
            return nil
        }
        self.init(bytes: bytes)
    }

    package var isVersion4: Bool { bytes.count == 4 }

    /// The address of version 4 that one of version 6 stands for or leads to; nil where it is none of these.
    package var carried: IPAddress? {
        guard !isVersion4 else { return nil }
        func has(_ prefix: [UInt8], at start: Int = 0) -> Bool {
            bytes[start...].starts(with: prefix)
        }
        let zeros = [UInt8](repeating: 0, count: 12)
        let last = bytes[12...]
        // Mapped, translated, compatible (RFC 4291, RFC 2765), NAT64 (RFC 6052), ISATAP (RFC 5214).
        let standsAtEnd =
            has(zeros.prefix(10) + [0xFF, 0xFF]) || has(zeros.prefix(8) + [0xFF, 0xFF, 0, 0])
            || (has(zeros) && last.first != 0)
            || has([0, 0x64, 0xFF, 0x9B] + zeros.prefix(8))
            || has([0, 0, 0x5E, 0xFE], at: 8) || has([2, 0, 0x5E, 0xFE], at: 8)
        if standsAtEnd { return IPAddress(bytes: last) }
        // 6to4 (RFC 3056).
        if has([0x20, 0x02]) { return IPAddress(bytes: bytes[2..<6]) }
        // Teredo (RFC 4380, section 4).
        if has([0x20, 0x01, 0, 0]) { return IPAddress(bytes: last.map { ~$0 }) }
        return nil
    }

    package var description: String {
        if isVersion4 { return bytes.map(String.init).joined(separator: ".") }
        let groups = stride(from: 0, to: 16, by: 2).map {
            UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
        }
        var longest = 0..<0
        var start = 0
        while start < groups.count {
            let length = groups[start...].prefix { $0 == 0 }.count
            if length > max(1, longest.count) { longest = start..<start + length }
            start += max(1, length)
        }
        func text(_ groups: some Sequence<UInt16>) -> String {
            groups.map { String($0, radix: 16) }.joined(separator: ":")
        }
        return longest.isEmpty
            ? text(groups)
            : "\(text(groups[..<longest.lowerBound]))::\(text(groups[longest.upperBound...]))"
    }

    private static func four(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bytes: [UInt8] = []
        for part in parts {
            // A leading zero means octal to some.
            guard (1...3).contains(part.count), part.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
                part.count == 1 || part.first != "0", let byte = UInt8(part)
            else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    private static func sixteen(_ text: String) -> [UInt8]? {
        guard let gap = text.firstRange(of: "::") else {
            return groups(text[...], areLast: true).flatMap { $0.count == 16 ? $0 : nil }
        }
        guard let head = groups(text[..<gap.lowerBound], areLast: false),
            let tail = groups(text[gap.upperBound...], areLast: true), head.count + tail.count <= 14
        else { return nil }
        return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    /// - Parameter areLast: whether they end the address, as one of version 4 may.
    private static func groups(_ text: Substring, areLast: Bool) -> [UInt8]? {
        if text.isEmpty { return [] }
        var bytes: [UInt8] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if areLast, index == parts.count - 1, part.contains(".") {
                guard let last = four(part) else { return nil }
                bytes += last
            } else {
                guard (1...4).contains(part.count), part.allSatisfy(\.isHexDigit),
                    let group = UInt16(part, radix: 16)
                else { return nil }
                bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
            }
        }
        return bytes
    }
}
