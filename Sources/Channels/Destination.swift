/// Where a channel's messages go.
package struct Destination: Hashable, Sendable {
    /// The same for all that share connections, rates and outages; holds nothing secret.
    package let key: String
    /// For people; holds nothing secret.
    package let text: String

    package init(key: String, text: String) {
        self.key = key
        self.text = text
    }

    /// The host and port that a URL leads to.
    package init(_ url: HTTPAddress) {
        self.init(key: url.origin, text: url.hostAndPort)
    }

    /// The program's own log.
    static let log = Destination(key: "console", text: "the log of notifyd")
}
