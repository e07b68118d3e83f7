package import Platform

/// What was logged, for a test to look at and to wait for.
package final class Journal: Sendable {
    private struct Entry {
        let level: Log.Level
        let text: String
    }

    private let entries = Watched<[Entry]>([])

    package init() {}

    package var log: Log {
        Log { level, text in self.entries.withLock { $0.append(Entry(level: level, text: text)) } }
    }

    package func texts(from level: Log.Level = .debug) -> [String] {
        entries.withLock { $0.filter { $0.level >= level }.map(\.text) }
    }

    /// How many entries say so.
    package func count(of text: String, from level: Log.Level = .debug) -> Int {
        texts(from: level).count { $0.contains(text) }
    }

    /// How many entries of exactly this level say so.
    package func count(of text: String, at level: Log.Level) -> Int {
        entries.withLock { $0.count { $0.level == level && $0.text.contains(text) } }
    }

    /// Waits until such a thing is logged, or was, as often.
    package func awaits(_ text: String, times: Int = 1) async {
        await entries.wait { entries in entries.count { $0.text.contains(text) } >= times }
    }
}
