/// What another scheduler makes of a text that is an expression here.
package struct Reading: Sendable, Hashable {
    package let scheduler: String
    /// What it does, as a clause without a full stop.
    package let text: String

    /// Whether it takes no such text.
    package var isRefusal: Bool { text.hasPrefix("refused") }
}
