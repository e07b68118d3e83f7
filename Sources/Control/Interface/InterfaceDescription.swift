/// An interface as its file describes it: the contract that calls and replies are held to.
package struct InterfaceDescription: Sendable {
    /// The file as it was written, for introspection.
    package let text: String
    /// `io.notifyd`.
    package let name: String
    package let documentation: String
    package let types: [String: InterfaceType]
    /// In the order in which they were written.
    package let methods: [InterfaceMethod]
    package let errors: [String: [InterfaceField]]

    private let methodsByName: [String: InterfaceMethod]

    /// Reads an interface file (varlink.org, "Interface Definition").
    package init(parsing text: String) throws(InterfaceError) {
        var parser = InterfaceParser(text)
        let parsed = try parser.interface()
        self.text = text
        name = parsed.name
        documentation = parsed.documentation
        types = parsed.types
        methods = parsed.methods
        errors = parsed.errors
        methodsByName = Dictionary(parsed.methods.map { ($0.name, $0) }) { first, _ in first }
    }

    package func method(_ name: String) -> InterfaceMethod? { methodsByName[name] }
}

/// Why a text is no interface description, and in which line.
package struct InterfaceError: Error, Hashable, Sendable, CustomStringConvertible {
    package let message: String
    package let line: Int

    package var description: String { "line \(line) of the interface: \(message)" }
}
