import Platform

/// What was logged, for a test to look at.
final class Journal: Sendable {
    private let entries = Locked<[(level: Log.Level, text: String)]>([])

    var log: Log { Log { level, text in self.entries.withLock { $0.append((level, text)) } } }

    var problems: [String] {
        entries.withLock { $0.filter { $0.level >= .warning }.map(\.text) }
    }

    /// How many entries for the administrator's eye, though no problems, say so.
    func notices(of text: String) -> Int {
        entries.withLock { $0.filter { $0.level == .notice && $0.text.contains(text) }.count }
    }

    func count(of text: String) -> Int { problems.filter { $0.contains(text) }.count }
}
