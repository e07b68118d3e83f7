/// How a program that was to take a message has ended.
package struct ProgramReply: Sendable, Equatable {
    package enum Ending: Sendable, Equatable {
        case exited(Int32)
        case signalled(Int32)
    }

    /// Its name, without a path.
    package let program: String
    package let ending: Ending
    /// The beginning of what it wrote to its output; to both of them, where they were not kept apart.
    package var output: String
    package var isOutputCut: Bool
    /// The beginning of what it wrote to its error output, where that was kept apart.
    package var errors: String

    package init(
        program: String, ending: Ending, output: String, isOutputCut: Bool = false,
        errors: String = ""
    ) {
        self.program = program
        self.ending = ending
        self.output = output
        self.isOutputCut = isOutputCut
        self.errors = errors
    }
}
