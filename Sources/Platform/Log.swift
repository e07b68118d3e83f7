import Glibc
import Synchronization

/// The program's log on standard error: one line an entry, with syslog's priority where systemd reads it.
package struct Log: Sendable {
    package enum Level: Int, Sendable, Comparable {
        case debug = 7
        case info = 6
        case notice = 5
        case warning = 4
        case error = 3

        package static func < (left: Level, right: Level) -> Bool { left.rawValue > right.rawValue }
    }

    private let write: @Sendable (Level, String) -> Void

    /// A log that hands each entry to a function, which tests use to listen.
    package init(to write: @escaping @Sendable (Level, String) -> Void) { self.write = write }

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

    /// A log that hands on each entry with its text changed.
    package func mapped(_ change: @escaping @Sendable (String) -> String) -> Log {
        Log { level, text in write(level, change(text)) }
    }

    package func debug(_ text: @autoclosure () -> String) { write(.debug, text()) }
    package func info(_ text: String) { write(.info, text) }
    package func notice(_ text: String) { write(.notice, text) }
    package func warning(_ text: String) { write(.warning, text) }
    package func error(_ text: String) { write(.error, text) }

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
