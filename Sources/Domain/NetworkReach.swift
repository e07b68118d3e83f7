/// Where on the network a delivery may go, whatever name led there.
package enum NetworkReach: Hashable, Sendable {
    case everywhere
    /// Addresses of the public Internet, and those of these ranges.
    case outside(also: [NetworkRange])

    /// Why an address may not be reached, as words that follow it: "a loopback address"; nil when it may.
    package func refusal(of address: IPAddress) -> String? {
        guard case .outside(let allowed) = self else { return nil }
        let carried = address.carried
        let isAllowed = allowed.contains { range in
            range.contains(address) || carried.map(range.contains) == true
        }
        if isAllowed { return nil }
        if let carried {
            return Self.kind(of: carried).map { "which leads to \(carried), \($0)" }
        }
        return Self.kind(of: address)
    }

    /// What kind of address it is, where it is none of the public Internet.
    private static func kind(of address: IPAddress) -> String? {
        if let special = special.first(where: { $0.range.contains(address) }) {
            return special.kind
        }
        // What is given out (RFC 4291, section 2.4) is in 2000::/3.
        return address.isVersion4 || global.contains(address) ? nil : "a reserved address"
    }

    private static let global = range([0x20, 0], 3)

    /// Of the registries of special-purpose addresses (RFC 6890) those that lead to nobody outside.
    private static let special: [(range: NetworkRange, kind: String)] = [
        (range4(127, 0, 0, 0, 8), "a loopback address"),
        (range4(169, 254, 0, 0, 16), "a link-local address"),
        (range4(10, 0, 0, 0, 8), "a private address"),
        (range4(172, 16, 0, 0, 12), "a private address"),
        (range4(192, 168, 0, 0, 16), "a private address"),
        (range4(100, 64, 0, 0, 10), "a private address of a carrier"),
        (range4(0, 0, 0, 0, 8), "an address of this machine"),
        (range4(224, 0, 0, 0, 4), "a multicast address"),
        (range4(192, 0, 0, 0, 24), "a reserved address"),
        (range4(192, 0, 2, 0, 24), "an address for documentation"),
        (range4(198, 51, 100, 0, 24), "an address for documentation"),
        (range4(203, 0, 113, 0, 24), "an address for documentation"),
        (range4(198, 18, 0, 0, 15), "an address for measurements"),
        (range4(240, 0, 0, 0, 4), "a reserved address"),
        (range([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 128), "a loopback address"),
        (range([0], 128), "the unspecified address"),
        (range([0xFE, 0x80], 10), "a link-local address"),
        (range([0xFE, 0xC0], 10), "a site-local address"),
        (range([0xFC], 7), "a private address"),
        (range([0xFF], 8), "a multicast address"),
        (range([0x20, 0x01, 0x0D, 0xB8], 32), "an address for documentation"),
        (range([0x3F, 0xFF], 20), "an address for documentation"),
    ]

    private static func range4(
        _ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8, _ length: Int
    ) -> NetworkRange {
        range([a, b, c, d], length, of: 4)
    }

    private static func range(_ start: [UInt8], _ length: Int, of size: Int = 16) -> NetworkRange {
        let bytes = start + [UInt8](repeating: 0, count: size - start.count)
        guard let first = IPAddress(bytes: bytes) else { preconditionFailure("no address") }
        return NetworkRange(first, length)
    }
}
