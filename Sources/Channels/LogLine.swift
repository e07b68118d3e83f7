package import Domain

/// One entry for the program's own log: a single line.
package struct LogLine: Sendable, Equatable {
    package let severity: Severity
    package let text: String
    package let subject: LogSubject

    init(_ text: String, of message: Message, by kind: String) {
        severity = message.severity
        self.text = text.cleaned(oneLine: true).cut(to: Limits.logLine)
        subject = LogSubject(message, kind: kind)
    }
}
