/// Something that a template does: it prints, decides, repeats or names.
protocol Statement: Sendable {
    func run(_ rendering: Rendering) throws(Fault)
}
