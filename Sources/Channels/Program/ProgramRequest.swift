/// A program that is to be given a delivery; `Transport` runs it.
package struct ProgramRequest: Sendable {
    /// An absolute path, or a name that is looked for in PATH.
    package let program: String
    /// Those after its name; everybody on the machine can read them.
    package let arguments: [String]
    /// What it reads from its standard input.
    package let input: [UInt8]
    /// What it can read from the descriptor 3; nil where it has none.
    package let attachment: [UInt8]?
    /// Whether it is executed only where nobody but those who are trusted can have written it.
    package let mustBeTrusted: Bool
    /// Which package brings it along, for people who miss it; nil where that is theirs to know.
    package let package: String?
    /// The longest time until it has ended.
    package var timeout: Duration

    init(
        program: String, arguments: [String] = [], input: [UInt8], attachment: [UInt8]? = nil,
        mustBeTrusted: Bool = false, package: String? = nil, timeout: Duration
    ) {
        self.program = program
        self.arguments = arguments
        self.input = input
        self.attachment = attachment
        self.mustBeTrusted = mustBeTrusted
        self.package = package
        self.timeout = timeout
    }
}
