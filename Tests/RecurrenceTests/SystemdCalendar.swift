import TestKit
import Testing

/// `systemd-analyze calendar`, the original that calendar expressions are compared with.
enum SystemdCalendar {
    struct Answer {
        /// As it prints the expression that it has understood.
        var normalized: String
        /// The occurrences strictly after the instant it was asked for; empty means never.
        var occurrences: [Int64] = []
    }

    /// Its answers to the expressions, nil for those that it refuses.
    static func answers(
        to expressions: [String], after base: Int64, count: Int
    ) throws -> [Answer?] {
        let folder = ScratchDirectory()
        // Errors apart, because they would come in the middle of lines.
        let redirection = #"cd "$0" && command -v systemd-analyze >found && "$@" >output 2>errors"#
        // Its exit status says only whether it was content with every expression.
        _ = try PeerProcess.run(
            ["sh", "-c", redirection, folder.path, "env", "-i", "TZ=UTC", "LC_ALL=C"]
                + ["systemd-analyze", "calendar", "--no-pager", "--base-time=@\(base)"]
                + ["--iterations=\(count)", "--"] + expressions)
        try #require(
            !folder.text("found").isEmpty,
            "systemd-analyze is missing, with which calendar expressions are compared: apt-get install systemd"
        )
        let errors = try folder.text("errors")
        let refused = Set(
            errors.split(separator: "\n").compactMap { line in
                line.hasPrefix("Failed to parse calendar specification '")
                    ? line.split(separator: "'").dropFirst().first.map(String.init) : nil
            })
        let taken = try folder.text("output").split(separator: "\n").reduce(into: [Answer]()) {
            read($1, into: &$0)
        }
        try #require(
            taken.count + expressions.count { refused.contains($0) } == expressions.count,
            "systemd-analyze has not answered everything: \(errors)")
        var next = 0
        return expressions.map { expression in
            guard !refused.contains(expression) else { return nil }
            defer { next += 1 }
            return taken[next]
        }
    }

    private static func read(_ line: Substring, into answers: inout [Answer]) {
        guard let colon = line.firstIndex(of: ":") else { return }
        let label = line[..<colon].drop { $0 == " " }
        let value = line[line.index(after: colon)...].drop { $0 == " " }
        if label == "Normalized form" {
            answers.append(Answer(normalized: String(value)))
        } else if label == "Next elapse" || label.hasPrefix("Iter. #"), value != "never" {
            answers[answers.count - 1].occurrences.append(instant(value))
        }
    }

    /// `Mon 2024-01-08 00:00:05 UTC` in seconds since 1970.
    private static func instant(_ text: Substring) -> Int64 {
        let words = text.split(separator: " ")
        let seconds = words[2].split(separator: ":")[2]
        return ZoneLibrary.instant("\(words[1])T\(words[2].prefix(5))Z") + (Int64(seconds) ?? 0)
    }
}
