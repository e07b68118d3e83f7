import Persistence

/// Why the daemon cannot start, in one sentence that says what to do.
package struct StartFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }

    /// Whether an error that ended the daemon is of its database, so that starting again mends nothing.
    package static func concernsDatabase(_ error: any Error) -> Bool {
        switch error as? StoreError {
        case .newer, .damaged: true
        default: false
        }
    }
}
