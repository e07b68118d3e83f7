/// Why a text cannot be parsed or rendered, and where.
package struct TemplateError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the text ran into.
    package enum Kind: Hashable, Sendable {
        /// It is not of the language.
        case syntax
        /// Something that is not there was used as if it were.
        case undefined
        /// A value of another kind was needed.
        case type
        /// A value of the right kind was not acceptable.
        case value
        /// It wants more than a template may have.
        case limit
    }

    package let kind: Kind
    package let message: String
    /// Counted from 1.
    package let line: Int
    /// In characters, counted from 1.
    package let column: Int

    package var description: String { "line \(line), column \(column): \(message)" }
}
