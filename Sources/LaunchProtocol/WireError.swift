/// A frame that breaks the protocol; the connection it came on is closed.
package struct WireError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, in a few words.
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
