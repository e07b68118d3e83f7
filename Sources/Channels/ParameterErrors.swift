package import Domain

/// Everything wrong with a channel's parameters; each path is a parameter's name, or leads into it.
package struct ParameterErrors: Error, Sendable, CustomStringConvertible {
    package let faults: [Fault]

    package init(_ faults: [Fault]) {
        self.faults = faults
    }

    package var description: String {
        faults.map { "\($0.path): \($0.message)" }.joined(separator: "; ")
    }
}
