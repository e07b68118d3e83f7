package import Formats

/// Where a collected log is, for people.
package struct LogLink: Sendable, Equatable {
    /// Without a signature.
    package let url: HTTPAddress
    /// Nil where everybody may read it.
    package var signing: AWSSigning?
    let lifetime: Duration

    /// What messages show; nil where it is to be signed and the credentials for that are missing.
    package func text(at now: Timestamp) -> String? {
        guard let signing else { return url.text }
        guard let credentials = signing.credentials else { return nil }
        return AWSLinkSignature(
            signing: signing, credentials: credentials, now: now, lifetime: lifetime
        ).link(to: url)
    }
}
