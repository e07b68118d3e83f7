import Recurrence

/// What the lines of a crontab hold.
package enum CrontabFormat: String, Sendable, CaseIterable {
    /// Five fields and a command, as crontab(1) installs them.
    case user
    /// A user's name before the command, as in /etc/crontab and /etc/cron.d.
    case system

    /// The format of a file at such a place; nil where the place does not tell.
    package static func ofFile(at path: String) -> CrontabFormat? {
        let parts = path.split(separator: "/")
        guard let file = parts.last else { return nil }
        let folder = parts.dropLast().last
        if folder == "cron.d" || (folder == "etc" && file == "crontab") { return .system }
        return parts.dropLast().suffix(3) == ["spool", "cron", "crontabs"] ? .user : nil
    }

    /// The format that alone makes sense of the lines; nil where both may.
    package static func certain(of bytes: [UInt8]) -> CrontabFormat? {
        var readings: Set<Reading> = []
        for line in CrontabLines(bytes).lines {
            guard !line.isComment, let text = line.text, CrontabVariable(text.utf8) == nil,
                let job = try? CrontabJob(text, format: .user), isTime(job.when)
            else { continue }
            readings.insert(Reading(job.command))
        }
        if readings.contains(.userAlone) || readings.isEmpty { return .user }
        return readings == [.systemAlone] ? .system : nil
    }

    static func isTime(_ text: String) -> Bool { (try? Expression(text)) != nil }

    /// As what the text behind the fields can be read.
    private enum Reading: Hashable {
        case userAlone, systemAlone, either

        init(_ text: String) {
            let words = text.split(maxSplits: 2) { $0 == " " || $0 == "\t" }
            guard words.count > 1, words[0].utf8.allSatisfy(Self.isOfUserName) else {
                self = .userAlone
                return
            }
            // No program is called root, but for one that is always given options.
            self = words[0] == "root" && words[1].first != "-" ? .systemAlone : .either
        }

        private static func isOfUserName(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "_-.".utf8.contains(byte)
            }
        }
    }
}
