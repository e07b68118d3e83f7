/// The address of a mailbox (RFC 5321, section 4.1.2), checked so that it is safe in an envelope, in a
/// header and as a program's argument.
package struct MailAddress: Hashable, Sendable {
    /// Why a text is no such address: a clause that follows it.
    package struct Problem: Error, Sendable, Equatable {
        package let clause: String
    }

    /// What stands before the @, with its quotes where it has some.
    package let localPart: String
    /// In lower case and in its ASCII form; nil for a mailbox of this machine.
    package let domain: String?

    /// The whole address.
    package var text: String { domain.map { "\(localPart)@\($0)" } ?? localPart }

    /// Whether only servers that speak SMTPUTF8 (RFC 6531) know what to do with it.
    package var needsUTF8: Bool { !localPart.utf8.allSatisfy { $0 < 0x80 } }

    /// A mailbox without a domain is this machine's; only its own mail system knows it.
    package init(_ text: String, allowingLocal: Bool = false) throws(Problem) {
        guard let at = text.lastIndex(of: "@") else {
            guard allowingLocal else { throw Problem(clause: "has no @") }
            try self.init(localPart: text, domain: nil)
            return
        }
        let domain = try MailDomain.ascii(String(text[text.index(after: at)...]))
        try self.init(localPart: String(text[..<at]), domain: domain)
    }

    package init(localPart: String, domain: String?) throws(Problem) {
        guard !localPart.isEmpty else { throw Problem(clause: "has nothing before its @") }
        guard localPart.utf8.count <= MailLimits.localPart else {
            throw Problem(clause: "has more than \(MailLimits.localPart) bytes before its @")
        }
        guard localPart.utf8.first != UInt8(ascii: "-") else {
            throw Problem(clause: "begins with -, which programs take for an option")
        }
        guard Self.isDotString(localPart) || Self.isQuotedString(localPart) else {
            throw Problem(clause: "has something before its @ that no address has")
        }
        self.localPart = localPart
        self.domain = domain
        guard text.utf8.count <= MailLimits.address else {
            throw Problem(clause: "is longer than \(MailLimits.address) bytes")
        }
    }

    /// The address with a domain, where it has none of its own.
    package func qualified(_ domain: String) -> MailAddress {
        guard self.domain == nil,
            let whole = try? MailAddress(localPart: localPart, domain: domain)
        else { return self }
        return whole
    }

    /// Words of letters, digits and a few signs, with single dots between them.
    private static func isDotString(_ text: String) -> Bool {
        let words = text.split(separator: ".", omittingEmptySubsequences: false)
        return words.allSatisfy { word in !word.isEmpty && word.unicodeScalars.allSatisfy(isAtom) }
    }

    /// `atext` of RFC 5322, section 3.2.3, with letters of other scripts (RFC 6532, section 3.2).
    static func isAtom(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        case "!", "#", "$", "%", "&", "'", "*", "+", "-", "/", "=", "?", "^", "_", "`", "{", "|",
            "}", "~":
            true
        default:
            scalar.value >= 0xA0 && String(scalar).cleaned(oneLine: true) == String(scalar)
                && !scalar.properties.isWhitespace
        }
    }

    private static func isQuotedString(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count > 2, bytes.first == quote, bytes.last == quote else { return false }
        var rest = bytes[1..<bytes.count - 1]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\\"):
                guard let escaped = rest.popFirst(), 0x20...0x7E ~= escaped else { return false }
            case quote: return false
            case 0x20...0x7E: break
            default: return false
            }
        }
        return true
    }

    private static let quote = UInt8(ascii: "\"")
}
