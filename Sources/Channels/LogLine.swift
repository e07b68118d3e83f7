package import Domain

/// One entry for the program's own log: a single line.
package struct LogLine: Sendable, Equatable {
    package let severity: Severity
    package let text: String

    package init(_ severity: Severity, _ text: String) {
        self.severity = severity
        self.text = text
    }
}
