import Platform

/// Why the daemon cannot start, in one sentence that says what to do.
package struct StartFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
