/// Why a verb could not do its work, in words for its user.
package struct Failure: Error, Hashable, Sendable {
    package let code: ExitCode
    /// One sentence.
    package let message: String
    /// Lines shown before it as they are, such as the faults of a file.
    package let lines: [String]

    package init(_ message: String, code: ExitCode = .failed, lines: [String] = []) {
        self.code = code
        self.message = message
        self.lines = lines
    }

    /// The command line is wrong.
    package static func usage(_ message: String) -> Failure { Failure(message, code: .usage) }
}

/// The reader of our output is gone, as behind `| head`.
struct ClosedOutput: Error {}
