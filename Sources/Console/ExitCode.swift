/// What a program ends with; the help text tells it to scripts.
package struct ExitCode: Hashable, Sendable {
    package let number: Int32

    package init(_ number: Int32) { self.number = number }

    package static let done = ExitCode(0)
    package static let failed = ExitCode(1)
    package static let usage = ExitCode(2)
    package static let unreachable = ExitCode(3)
    package static let notFound = ExitCode(4)
    package static let notPermitted = ExitCode(5)

    /// The codes with their meanings, as the help text lists them.
    static let meanings: [(code: ExitCode, meaning: String)] = [
        (.done, "done"), (.failed, "failed"), (.usage, "wrong usage"),
        (.unreachable, "notifyd cannot be reached"), (.notFound, "there is no such thing"),
        (.notPermitted, "not permitted"),
    ]
}
