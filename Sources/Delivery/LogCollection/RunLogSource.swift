package import Domain

/// Where the logs of runs can be read.
package protocol RunLogSource: Sendable {
    /// Hands over the text of a run's log, piece by piece.
    ///
    /// - Parameter bound: how many bytes of its end; where there is more, a line says what was left out.
    func read(
        _ run: UID, endingIn bound: Int64, _ take: (String) throws -> Void
    ) async throws
}

/// Why there is no text: there is no log of the run. Any other error may pass.
package struct NoRunLog: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
