package import Domain

/// A server of IRC and as whom to be there; those who are alike share a connection.
package struct IRCServer: Sendable, Hashable {
    package enum Login: Sendable, Hashable {
        case none
        /// PASS, of the server.
        case server(password: String)
        /// SASL PLAIN, of an account there.
        case account(name: String, password: String)
    }

    /// In lower case; an IPv6 address stands in brackets.
    package let host: String
    package let port: UInt16
    package let usesTLS: Bool
    /// False accepts any certificate.
    package let verifyTLS: Bool
    /// A PEM file of the authorities to trust instead of the system's.
    package let caFile: String?
    /// Where it may be.
    package var reach = NetworkReach.everywhere
    package let nick: String
    package let login: Login

    package var hostAndPort: String { "\(host):\(port)" }

    /// For libcurl, which makes the connection and speaks no HTTP over it.
    package var url: String { "\(usesTLS ? "https" : "http")://\(hostAndPort)/" }
}
