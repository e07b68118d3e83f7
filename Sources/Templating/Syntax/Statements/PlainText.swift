/// Text that stands for itself.
struct PlainText: Statement {
    let text: String

    func run(_ rendering: Rendering) throws(Fault) { try rendering.write(text) }
}
