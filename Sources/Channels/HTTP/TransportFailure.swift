/// Why no complete reply came, in words that name the host and port and nothing secret.
package struct TransportFailure: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: String, Sendable, CaseIterable {
        /// The name could not be resolved.
        case resolve
        /// No connection came about.
        case connect
        /// No trusted TLS session came about.
        case tls
        /// The time was over before the reply was complete.
        case timeout
        /// The connection ended before the reply was complete.
        case reset
        /// The reply's headers were larger than any honest ones.
        case tooLarge
        /// It may not be sent there; trying again changes nothing.
        case forbidden
        /// The sender took the request back, or the transport was closed.
        case cancelled
        /// What was to be sent is not there, and will not be.
        case absent
        /// Everything else: the answer was not HTTP, the request was not sendable.
        case other
    }

    package var kind: Kind
    package var message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    package var description: String { message }
}
