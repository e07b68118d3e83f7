/// The bounds that keep a template of whatever author to milliseconds and a few megabytes.
package struct TemplateLimits: Hashable, Sendable {
    /// Bytes of a template's source.
    package var sourceBytes = 64 * 1024
    /// Bytes of the text that it gives.
    package var outputBytes = 256 * 1024
    /// Bytes of a text in between.
    package var textBytes = 256 * 1024
    /// Items of a list, tuple or dictionary.
    package var items = 100_000
    /// Numbers of a range.
    package var rangeLength = 100_000
    /// Steps of rendering: an expression, a turn of a loop, a few items or some bytes of a text.
    package var steps = 100_000
    /// Statements and expressions within each other in the source.
    package var nesting = 32
    /// Statements, expressions and calls within each other while rendering.
    package var depth = 160
    /// Lists and dictionaries within each other, where all of a value is looked at.
    package var valueDepth = 80

    package init() {}

    package static let standard = TemplateLimits()
}

extension TemplateLimits {
    /// Items that are worth one step.
    static let itemsPerStep = 4
    /// Bytes that are worth one step, where they are only copied or compared.
    static let bytesPerStep = 64
    /// Steps that a turn of a loop is worth.
    static let stepsPerTurn = 4
    /// Steps that a byte is worth whose place in a word or an address is looked at.
    static let stepsPerLayoutByte = 4
    /// Steps that all digits of a floating-point number, or a power of one, are worth.
    static let stepsPerFloat = 16
}
