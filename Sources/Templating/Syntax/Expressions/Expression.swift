/// Something that has a value; it is evaluated by itself.
protocol Expression: Sendable {
    /// How many expressions are within each other, this one included.
    var depth: Int { get }

    func evaluate(_ rendering: Rendering) throws(Fault) -> Value
}
