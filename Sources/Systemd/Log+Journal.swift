import CSystemd
import Glibc
package import Platform

extension Log {
    /// The journal, where standard error leads to it; otherwise standard error itself.
    package static var standard: Log {
        writesToJournal ? journal(identifier: "notifyd") : .standardError
    }

    /// Whether standard error is the journal's (JOURNAL_STREAM, systemd.exec(5)), and not redirected.
    package static var writesToJournal: Bool {
        guard let value = unsafe getenv("JOURNAL_STREAM") else { return false }
        let numbers = unsafe String(cString: value).split(separator: ":").compactMap { UInt64($0) }
        var status = stat()
        guard numbers.count == 2, unsafe fstat(2, &status) == 0 else { return false }
        return numbers == [UInt64(status.st_dev), UInt64(status.st_ino)]
    }

    /// A log whose entries go to the journal with their kinds and fields (sd_journal_sendv(3)).
    ///
    /// What the journal does not take goes to standard error.
    package static func journal(identifier: String) -> Log {
        let fallback = Log.standardError
        return Log(entries: { entry in
            if !send(journalLines(of: entry, identifier: identifier)) { fallback.record(entry) }
        })
    }

    /// An entry as the journal takes it: `NAME=value`.
    package static func journalLines(of entry: Entry, identifier: String) -> [String] {
        var lines = [
            "MESSAGE=\(entry.text)", "PRIORITY=\(entry.level.rawValue)",
            "SYSLOG_IDENTIFIER=\(identifier)",
        ]
        if let kind = entry.kind { lines.append("MESSAGE_ID=\(kind.rawValue)") }
        for (field, value) in entry.fields { lines.append("\(field.rawValue)=\(value)") }
        return lines
    }

    private static func send(_ lines: [String]) -> Bool {
        var bytes: [UInt8] = []
        var ranges: [Range<Int>] = []
        for line in lines {
            let start = bytes.count
            bytes += line.utf8
            ranges.append(start..<bytes.count)
        }
        return unsafe bytes.withUnsafeMutableBytes { buffer in
            let pieces = unsafe ranges.map { range in
                unsafe iovec(
                    iov_base: buffer.baseAddress.map { unsafe $0 + range.lowerBound },
                    iov_len: range.count)
            }
            return unsafe pieces.withUnsafeBufferPointer {
                unsafe sd_journal_sendv($0.baseAddress, CInt($0.count)) == 0
            }
        }
    }
}
