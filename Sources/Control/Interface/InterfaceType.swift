/// A type of Varlink's interface language.
package indirect enum InterfaceType: Hashable, Sendable {
    case bool
    case int
    case float
    case string
    /// Any JSON object, whose members the interface does not name.
    case object
    /// A type that the interface declares under this name.
    case named(String)
    case enumeration([String])
    case structure([InterfaceField])
    case array(InterfaceType)
    /// An object with any names and values of one type.
    case map(InterfaceType)
    case nullable(InterfaceType)

    package var isNullable: Bool {
        if case .nullable = self { true } else { false }
    }
}

/// A field of a structure, or a parameter.
package struct InterfaceField: Hashable, Sendable {
    package let name: String
    package let type: InterfaceType

    package init(_ name: String, _ type: InterfaceType) {
        self.name = name
        self.type = type
    }
}

/// A method: what it takes and what it answers.
package struct InterfaceMethod: Hashable, Sendable {
    package let name: String
    /// The comment above its declaration.
    package let documentation: String
    package let parameters: [InterfaceField]
    package let replies: [InterfaceField]
}
