/// An http or https URL, checked so that what is shown of it is what is connected to.
package struct HTTPAddress: Sendable, Equatable {
    package enum Scheme: String, Sendable {
        case http
        case https
    }

    /// Why a text is no such URL: a clause that follows the parameter's name and never repeats the text.
    package struct Problem: Error, Sendable, Equatable {
        package let clause: String
    }

    /// The whole URL. Its path, query and user part may carry secrets.
    package let text: String
    package let scheme: Scheme
    /// In lower case; an IPv6 address stands in brackets.
    package let host: String
    package let port: UInt16

    package init(_ text: String) throws(Problem) {
        guard text.utf8.count <= Limits.url else {
            throw Problem(clause: "is longer than \(Limits.url) bytes")
        }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }) else {
            throw Problem(clause: "contains a blank, a backslash or a control character")
        }
        guard let colon = text.firstIndex(of: ":"),
            let scheme = Scheme(rawValue: text[..<colon].lowercased()),
            text[colon...].hasPrefix("://")
        else { throw Problem(clause: "must start with https:// or http://") }
        let rest = text[text.index(colon, offsetBy: 3)...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let parts = authority.split(separator: "@", omittingEmptySubsequences: false)
        guard let hostAndPort = parts.last, parts.count <= 2 else {
            throw Problem(
                clause: "has more than one @ before its path; write %40 for a literal one")
        }
        let (host, port) = try Self.split(hostAndPort)
        self.text = text
        self.scheme = scheme
        self.host = host.lowercased()
        self.port = port ?? (scheme == .https ? 443 : 80)
    }

    /// Host and port, as every text for people names a destination.
    package var hostAndPort: String { "\(host):\(port)" }

    /// Scheme, host and port: the same for every URL of one destination.
    package var origin: String { "\(scheme.rawValue)://\(host):\(port)" }

    /// Whether a user, perhaps with a password, stands before the host.
    package var hasUserPart: Bool {
        let rest = text.drop { $0 != ":" }.dropFirst(3)
        return rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }.contains("@")
    }

    /// Whether the host is this machine itself.
    package var isLoopback: Bool { Self.isLoopback(host) }

    /// Whether a host is this machine itself.
    static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]" { return true }
        let octets = host.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4 && octets[0] == "127" && octets.allSatisfy { UInt8($0) != nil }
    }

    /// A host, in brackets where it is an IPv6 address, and the port behind it.
    static func split(
        _ hostAndPort: Substring
    ) throws(Problem) -> (host: Substring, port: UInt16?) {
        let host: Substring
        if hostAndPort.first == "[" {
            guard let end = hostAndPort.firstIndex(of: "]"),
                hostAndPort[..<end].dropFirst().allSatisfy({
                    $0.isHexDigit || $0 == ":" || $0 == "."
                })
            else { throw Problem(clause: "has no valid IPv6 address between [ and ]") }
            host = hostAndPort[...end]
        } else {
            host = hostAndPort.prefix { $0 != ":" }
            guard !host.isEmpty else { throw Problem(clause: "names no host") }
            guard host.utf8.allSatisfy(isHostByte) else {
                throw Problem(clause: "has a character in its host name that no host name has")
            }
        }
        let rest = hostAndPort[host.endIndex...]
        guard !rest.isEmpty, rest != ":" else { return (host, nil) }
        guard rest.first == ":", rest.dropFirst().utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
            let port = UInt16(rest.dropFirst()), port > 0
        else { throw Problem(clause: "has a port that is not a number from 1 to 65535") }
        return (host, port)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), 0x80...:
            true
        default:
            false
        }
    }
}
