/// Where a channel's messages go.
package struct Destination: Hashable, Sendable {
    /// The same for all that share connections, rates and outages; holds nothing secret.
    package let key: String
    /// For people; holds nothing secret.
    package let text: String
    /// What has the same is one place for a reader, where messages about one run stay in order; holds
    /// nothing secret.
    package let place: String
    /// The name or address of its machine; nil where it is none of the network.
    package let host: String?

    package init(key: String, text: String, place: String? = nil, host: String? = nil) {
        self.key = key
        self.text = text
        self.place = place ?? key
        self.host = host
    }

    /// The host and port that a URL leads to; each URL is a place of its own there.
    ///
    /// - Parameter isWholeURL: whether rates and outages are each URL's own, as with services that give
    ///   everybody a URL.
    package init(_ url: HTTPAddress, isWholeURL: Bool = false) {
        let place = "\(url.origin)#\(Self.mark(of: url.text))"
        self.init(
            key: isWholeURL ? place : url.origin, text: url.hostAndPort, place: place,
            host: url.host)
    }

    /// Tells texts apart, mostly, and is too short to tell what is secret in them.
    static func mark(of text: String) -> String {
        // FNV-1a, folded to sixteen bits.
        var hash: UInt32 = 0x811C_9DC5
        for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        let digits = String((hash >> 16) ^ (hash & 0xFFFF), radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }

    /// The program's own log.
    static let log = Destination(key: "console", text: "the log of notifyd")
}
