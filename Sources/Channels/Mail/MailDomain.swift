/// The part of an address behind its @.
enum MailDomain {
    /// In lower case, with letters of other scripts in their ASCII form (RFC 5891).
    static func ascii(_ text: String) throws(MailAddress.Problem) -> String {
        guard !text.isEmpty else { throw MailAddress.Problem(clause: "has nothing behind its @") }
        if text.first == "[" { return try literal(text) }
        var labels: [String] = []
        for label in text.lowercased().split(separator: ".", omittingEmptySubsequences: false) {
            labels.append(try ascii(label: label))
        }
        let domain = labels.joined(separator: ".")
        guard domain.utf8.count <= MailLimits.domain else {
            throw MailAddress.Problem(clause: "has a domain longer than \(MailLimits.domain) bytes")
        }
        return domain
    }

    private static func ascii(label: Substring) throws(MailAddress.Problem) -> String {
        guard label.unicodeScalars.allSatisfy(isOfName) else { throw noDomain }
        let isASCII = label.utf8.allSatisfy { $0 < 0x80 }
        guard let result = isASCII ? String(label) : Punycode.text(label).map({ "xn--\($0)" }),
            (1...MailLimits.label).contains(result.utf8.count), result.first != "-",
            result.last != "-"
        else { throw noDomain }
        return result
    }

    private static let noDomain = MailAddress.Problem(
        clause: "has something behind its @ that is no domain")

    private static func isOfName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "0"..."9", "-", "_": true
        default: scalar.value >= 0xA0 && scalar.properties.isIDContinue
        }
    }

    /// An address instead of a name, as in `[192.0.2.1]` and `[IPv6:2001:db8::1]`.
    private static func literal(_ text: String) throws(MailAddress.Problem) -> String {
        let inner = text.dropFirst().dropLast()
        let prefix = "IPv6:"
        let isAddress =
            inner.lowercased().hasPrefix(prefix.lowercased())
            ? inner.dropFirst(prefix.count).allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
            : inner.allSatisfy { "0"..."9" ~= $0 || $0 == "." }
        guard text.last == "]", !inner.isEmpty, inner.utf8.count <= MailLimits.label, isAddress
        else {
            throw MailAddress.Problem(clause: "has no valid IP address between [ and ]")
        }
        return text
    }
}
