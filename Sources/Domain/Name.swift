/// The name of a project, schedule or notification: ASCII letters, digits, `-` and `_`.
///
/// It begins with a letter or digit and has at most `Limits.nameLength` characters, so it is safe in
/// paths, identifiers and on command lines.
package struct Name: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) throws(NameError) {
        guard let first = text.utf8.first else { throw NameError(text: text) }
        guard text.utf8.count <= Limits.nameLength, Self.isLetterOrDigit(first),
            text.utf8.allSatisfy({
                Self.isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
            })
        else { throw NameError(text: text) }
        self.text = text
    }

    private init(known text: String) { self.text = text }

    /// The project of those who name none.
    package static let defaultProject = Name(known: "default")

    /// What has no name of its own, in samples.
    package static let sample = Name(known: "sample")

    package var description: String { text }

    package static func < (left: Name, right: Name) -> Bool { left.text < right.text }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}

/// A text that cannot be a name.
package struct NameError: Error, Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package var description: String {
        let shown = text.unicodeScalars.prefix(40).map { $0.escaped(asASCII: true) }.joined()
        return "\"\(shown)\" is no name: use 1 to \(Limits.nameLength) letters, digits, - and _, "
            + "beginning with a letter or digit"
    }
}
