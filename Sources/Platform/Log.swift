import Glibc
import Synchronization

/// The program's log: entries with a level, and for the journal a kind and fields.
package struct Log: Sendable {
    package enum Level: Int, Sendable, Comparable {
        case debug = 7
        case info = 6
        case notice = 5
        case warning = 4
        case error = 3

        package static func < (left: Level, right: Level) -> Bool { left.rawValue > right.rawValue }
    }

    /// One entry of a log.
    package struct Entry: Sendable {
        package let level: Level
        package let text: String
        /// What happened, where it is of a kind that administrators search for.
        package let kind: LogKind?
        package let fields: [LogField: String]

        package init(
            _ level: Level, _ text: String, kind: LogKind? = nil, fields: [LogField: String] = [:]
        ) {
            self.level = level
            self.text = text
            self.kind = kind
            self.fields = fields
        }
    }

    private let write: @Sendable (Entry) -> Void

    /// A log that hands each entry to a function.
    package init(entries write: @escaping @Sendable (Entry) -> Void) { self.write = write }

    /// A log that hands on levels and texts, which tests use to listen.
    package init(to write: @escaping @Sendable (Level, String) -> Void) {
        self.init(entries: { write($0.level, $0.text) })
    }

    /// A log that writes lines to a descriptor, which stays the caller's.
    ///
    /// - Parameter forJournal: begin each with `<6>` and the like, its priority (sd-daemon(3)).
    package init(descriptor: CInt, forJournal: Bool) {
        self.init { level, text in
            let prefix = forJournal ? "<\(level.rawValue)>" : ""
            let bytes = Array("\(prefix)\(Self.escaped(text))\n".utf8)
            // A single write keeps lines whole; a log that cannot be written must not stop the work.
            _ = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
        }
    }

    /// Standard error, with priorities where the journal reads it.
    package static let standardError = Log(
        descriptor: 2, forJournal: unsafe getenv("JOURNAL_STREAM") != nil)

    /// A log that hands on each entry with its text and fields changed.
    package func mapped(_ change: @escaping @Sendable (String) -> String) -> Log {
        Log(entries: { entry in
            write(
                Entry(
                    entry.level, change(entry.text), kind: entry.kind,
                    fields: entry.fields.mapValues(change)))
        })
    }

    package func record(_ entry: Entry) { write(entry) }

    package func debug(_ text: @autoclosure () -> String) { write(Entry(.debug, text())) }

    package func info(_ text: String, _ kind: LogKind? = nil) {
        write(Entry(.info, text, kind: kind))
    }

    package func notice(_ text: String, _ kind: LogKind? = nil) {
        write(Entry(.notice, text, kind: kind))
    }

    package func warning(_ text: String, _ kind: LogKind? = nil) {
        write(Entry(.warning, text, kind: kind))
    }

    package func error(_ text: String, _ kind: LogKind? = nil) {
        write(Entry(.error, text, kind: kind))
    }

    /// Line breaks and control characters shown as escapes: what others wrote makes no lines of its own.
    private static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        return text.unicodeScalars.map { scalar in
            isControl(scalar) ? scalar.escaped(asASCII: true) : String(scalar)
        }.joined()
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
