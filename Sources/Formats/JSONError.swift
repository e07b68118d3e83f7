/// Why a text is not JSON, and where.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    package let message: String
    /// Bytes from the beginning of the text.
    package let offset: Int

    package var description: String { "\(message) at byte \(offset)" }
}
