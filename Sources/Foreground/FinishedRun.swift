package import Domain
package import Formats

/// A foreground run that has ended, and whom it was told to.
package struct FinishedRun: Sendable {
    package let run: Run
    /// The run in the form that templates and webhook bodies see.
    package let object: JSONValue
    /// In the order in which they ended.
    package let reports: [SendReport]
    /// What a shell would end with: the command's own status, 128 and the signal's number where one ended it,
    /// 127 where the command was not found, 126 where it could not be executed.
    package let status: Int32
}
