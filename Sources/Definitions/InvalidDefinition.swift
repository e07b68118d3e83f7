package import Domain

/// Everything that is wrong with what somebody wrote, in the order of its places.
package struct InvalidDefinition: Error, Hashable, Sendable, CustomStringConvertible {
    /// At least one.
    package let faults: [Fault]

    package var description: String {
        faults.map { $0.path.isEmpty ? $0.message : "\($0.path): \($0.message)" }
            .joined(separator: "\n")
    }
}
