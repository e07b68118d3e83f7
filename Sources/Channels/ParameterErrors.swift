package import Domain

/// Everything wrong with a channel's parameters; each path is a parameter's name, or leads into it.
package struct ParameterErrors: Error, Sendable, CustomStringConvertible {
    package let faults: [Fault]
    /// Whether the same parameters may do later.
    package let mayPass: Bool

    package init(_ faults: [Fault], mayPass: Bool = false) {
        self.faults = faults
        self.mayPass = mayPass
    }

    package var description: String {
        faults.map { "\($0.path): \($0.message)" }.joined(separator: "; ")
    }
}
