/// Where a secret lies that is not written down itself; it is read anew each time that it is needed.
///
/// As a text `env:NAME`, `file:/path` or `credential:NAME`. A text that is meant as it stands, though it
/// begins so, has a backslash before it.
package enum SecretReference: Hashable, Sendable, CustomStringConvertible {
    /// A variable in the environment of notifyd.
    case environment(String)
    /// A file that notifyd can read.
    case file(String)
    /// A credential that systemd hands to notifyd (systemd.exec(5), LoadCredential=).
    case credential(String)

    /// Nil when the text is no reference, but a secret itself.
    package init?(_ text: String) {
        guard let scheme = Scheme(beginning: text) else { return nil }
        let rest = String(text.dropFirst(scheme.prefix.count))
        switch scheme {
        case .environment: self = .environment(rest)
        case .file: self = .file(rest)
        case .credential: self = .credential(rest)
        }
    }

    /// The secret that a text is, when it is no reference: without the backslash that says so.
    package static func literal(_ text: String) -> String {
        let rest = text.drop { $0 == "\\" }
        let isEscaped = text.hasPrefix("\\") && Scheme(beginning: rest) != nil
        return isEscaped ? String(text.dropFirst()) : text
    }

    /// What is wrong with it, as a clause; nil when it can be followed.
    package var fault: String? {
        switch self {
        case .environment(let name):
            let isName =
                !name.isEmpty
                && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "=") }
            return isName ? nil : "must name a variable, as env:NAME"
        case .file(let path):
            let isPath = path.hasPrefix("/") && path.utf8.count <= Limits.pathBytes
            return isPath ? nil : "must name a file by its absolute path, as file:/path"
        case .credential(let name):
            let isName =
                !name.isEmpty && name != "." && name != ".." && !name.contains("/")
                && name.utf8.count <= Limits.fileNameBytes
            return isName ? nil : "must name a credential of systemd, as credential:NAME"
        }
    }

    package var description: String {
        switch self {
        case .environment(let name): "\(Scheme.environment.prefix)\(name)"
        case .file(let path): "\(Scheme.file.prefix)\(path)"
        case .credential(let name): "\(Scheme.credential.prefix)\(name)"
        }
    }

    private enum Scheme: CaseIterable {
        case environment, file, credential

        init?(beginning text: some StringProtocol) {
            guard let scheme = Self.allCases.first(where: { text.hasPrefix($0.prefix) }) else {
                return nil
            }
            self = scheme
        }

        var prefix: String {
            switch self {
            case .environment: "env:"
            case .file: "file:"
            case .credential: "credential:"
            }
        }
    }
}
