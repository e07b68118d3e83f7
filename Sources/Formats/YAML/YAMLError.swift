/// Why a text is not YAML that can be used, and where.
package struct YAMLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One sentence without its place and full stop.
    package let message: String
    package let position: TextPosition

    package var description: String { "\(position): \(message)" }
}
