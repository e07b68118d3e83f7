/// Where a mail server is, as a configuration says it: `smtp://host`, `smtps://host` or `host:port`.
struct MailServerAddress: Equatable {
    let host: String
    let port: UInt16?
    /// Whether TLS begins with the first byte.
    let isImplicit: Bool
    /// Whether the text itself names the port.
    let namesPort: Bool

    /// - Parameter port: the port where the text names none.
    init(_ text: String, port givenPort: UInt16? = nil) throws(HTTPAddress.Problem) {
        var rest = text[...]
        var scheme: String?
        if let mark = text.firstRange(of: "://") {
            scheme = text[..<mark.lowerBound].lowercased()
            rest = text[mark.upperBound...]
        }
        guard [nil, "smtp", "smtps"].contains(scheme) else {
            throw HTTPAddress.Problem(clause: "must start with smtp:// or smtps://")
        }
        if rest.last == "/" { rest = rest.dropLast() }
        guard rest.utf8.count <= MailLimits.domain + ":65535".utf8.count else {
            throw HTTPAddress.Problem(clause: "is longer than any host name")
        }
        guard !rest.contains(where: { "/?#@".contains($0) }) else {
            throw HTTPAddress.Problem(
                clause: "has more than a host and a port; the user belongs into username, and the "
                    + "password into password")
        }
        guard rest.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw HTTPAddress.Problem(clause: "contains a blank or a control character")
        }
        let (host, namedPort) = try HTTPAddress.split(rest)
        let port = namedPort ?? givenPort
        self.host = host.lowercased()
        self.port = port
        namesPort = namedPort != nil
        // A server waits there for TLS and says nothing before: without it both would wait.
        isImplicit = scheme == "smtps" || (scheme == nil && port == Self.implicitPort)
    }

    /// For mails of programs with TLS from the first byte (RFC 8314, section 7.3).
    static let implicitPort: UInt16 = 465
    /// For those who log in (RFC 6409).
    static let submissionPort: UInt16 = 587
    /// For everybody else (RFC 5321).
    static let plainPort: UInt16 = 25
}
