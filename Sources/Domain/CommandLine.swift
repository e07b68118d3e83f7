/// The program of a run and its arguments.
package struct CommandLine: Hashable, Sendable {
    package let arguments: [String]

    /// The program first; at least one element.
    package init(arguments: [String]) { self.arguments = arguments }

    /// A line for `/bin/sh -c`.
    package init(shell line: String) { arguments = Self.shell + [line] }

    /// The line given to the shell, where the command is one.
    package var shellLine: String? {
        arguments.count == 3 && arguments.starts(with: Self.shell) ? arguments[2] : nil
    }

    private static let shell = ["/bin/sh", "-c"]
}
