/// Why what a row holds cannot be understood.
struct UnreadableRow: Error, Hashable, Sendable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
