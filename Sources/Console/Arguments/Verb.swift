/// Something that a program does, declared beside the function that does it.
package struct Verb: Sendable {
    package let name: String
    /// Its operands as the help text shows them: `SCHEDULE [FILE]`.
    package let operands: String
    /// How many operands there may be.
    package let count: ClosedRange<Int>
    /// A few words for the list of verbs.
    package let summary: String
    /// Some sentences for the verb's own help; broken into lines when it is shown.
    package let details: String
    package let options: [Option]
    /// Whether what follows the first operand is all operands: another program's command line.
    package let takesCommand: Bool
    /// Whether other programs call it, and people are not told of it.
    package let isHidden: Bool
    /// One command line, without the program's name.
    package let example: String
    package let run: @Sendable (Invocation) async throws -> ExitCode

    package init(
        _ name: String, operands: String = "", count: ClosedRange<Int> = 0...0, summary: String,
        details: String, options: [Option] = [], takesCommand: Bool = false, isHidden: Bool = false,
        example: String,
        run: @escaping @Sendable (Invocation) async throws -> ExitCode
    ) {
        self.name = name
        self.operands = operands
        self.count = count
        self.summary = summary
        self.details = details
        self.options = options
        self.takesCommand = takesCommand
        self.isHidden = isHidden
        self.example = example
        self.run = run
    }
}
