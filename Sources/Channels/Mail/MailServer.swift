/// A server that takes mails, and what is asked of it.
package struct MailServer: Sendable, Equatable {
    package enum Security: Sendable, Equatable {
        /// TLS from the first byte (RFC 8314).
        case implicit
        /// STARTTLS (RFC 3207), or nothing is sent.
        case required
        /// STARTTLS where the server offers it.
        case opportunistic
        case none
    }

    package struct Login: Sendable, Equatable {
        package let user: String
        package let password: String

        package init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    /// In lower case; an IPv6 address stands in brackets.
    package let host: String
    package let port: UInt16
    package let security: Security
    package let login: Login?
    /// False accepts any certificate.
    package let verifyTLS: Bool
    /// A PEM file of the authorities to trust instead of the system's.
    package let caFile: String?

    package init(
        host: String, port: UInt16, security: Security, login: Login? = nil,
        verifyTLS: Bool = true, caFile: String? = nil
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.login = login
        self.verifyTLS = verifyTLS
        self.caFile = caFile
    }

    /// The one that this machine's mail system has for its own programs.
    package static let local = MailServer(
        host: "localhost", port: MailServerAddress.plainPort, security: .opportunistic,
        verifyTLS: false)

    package var hostAndPort: String { "\(host):\(port)" }

    /// Its URL, for people and for libcurl.
    package var url: String {
        "\(security == .implicit ? "smtps" : "smtp")://\(hostAndPort)"
    }
}
