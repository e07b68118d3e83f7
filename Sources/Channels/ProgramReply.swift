/// How a program that was to take a message has ended.
package struct ProgramReply: Sendable, Equatable {
    package enum Ending: Sendable, Equatable {
        case exited(Int32)
        case signalled(Int32)
    }

    /// Its name, without a path.
    package let program: String
    package let ending: Ending
    /// The beginning of what it wrote to both of its outputs.
    package var output: String

    package init(program: String, ending: Ending, output: String) {
        self.program = program
        self.ending = ending
        self.output = output
    }
}
