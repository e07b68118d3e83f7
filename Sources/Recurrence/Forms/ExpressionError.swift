/// Why a text is not an expression that can be scheduled.
package struct ExpressionError: Error, Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// The text is not of a form that this module knows.
        case malformed
        /// The text is well formed, but no instant will ever match it.
        case never
    }

    package let kind: Kind
    /// One sentence without a full stop: the field, the offending text, what is allowed.
    package let message: String
    /// What to write instead, where that can be told.
    package let hint: String?
    /// The offending characters within the text that was given, counted from 0.
    package let columns: Range<Int>
}

extension ExpressionError: CustomStringConvertible {
    package var description: String {
        if let hint { "\(message) (\(hint))" } else { message }
    }
}
