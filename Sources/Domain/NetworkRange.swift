/// The addresses that begin alike, such as `10.0.0.0/8`.
package struct NetworkRange: Hashable, Sendable, CustomStringConvertible {
    private let first: IPAddress
    /// How many bits are alike.
    private let length: Int

    /// Reads an address with the number of bits that are alike, or an address alone.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let start = parts.first, parts.count <= 2, let first = IPAddress(String(start)) else {
            return nil
        }
        let bits = first.bytes.count * 8
        var length = bits
        if parts.count == 2 {
            guard parts[1].utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let given = Int(parts[1]),
                given <= bits
            else { return nil }
            length = given
        }
        self.init(first, length)
    }

    init(_ first: IPAddress, _ length: Int) {
        self.first = first
        self.length = length
    }

    package func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == first.bytes.count else { return false }
        let (whole, rest) = (length / 8, length % 8)
        guard address.bytes.prefix(whole) == first.bytes.prefix(whole) else { return false }
        return rest == 0 || (address.bytes[whole] ^ first.bytes[whole]) >> (8 - rest) == 0
    }

    package var description: String {
        length == first.bytes.count * 8 ? "\(first)" : "\(first)/\(length)"
    }
}
