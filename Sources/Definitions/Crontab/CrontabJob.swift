/// A line of a crontab that starts a command: its time, its user, and the rest as it stands there.
struct CrontabJob {
    /// Why a line is none; one sentence.
    struct Fault: Error {
        let message: String
    }

    /// The five fields, or a word that begins with `@`.
    let when: String
    /// The user that the line names, in the system's format.
    let user: String?
    /// Up to the end of the line, with its blanks and its `%`.
    let command: String

    init(_ line: String, format: CrontabFormat) throws(Fault) {
        var rest = line.utf8[...]
        // Some crons keep such a line out of their log.
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        if rest.first == UInt8(ascii: "@") {
            when = String(Substring(Self.word(&rest)))
        } else {
            var fields: [String] = []
            while fields.count < Self.fields, !rest.isEmpty {
                fields.append(String(Substring(Self.word(&rest))))
            }
            guard fields.count == Self.fields else {
                throw Fault(
                    message: "it is neither NAME = value, with quotes around all of the value, nor "
                        + Self.form(format))
            }
            when = fields.joined(separator: " ")
        }
        if format == .user {
            user = nil
            // What crontab(1) refuses, since a sixth field was meant.
            guard rest.first != UInt8(ascii: "*") else {
                throw Fault(message: "it has more than five fields: write " + Self.form(format))
            }
        } else {
            user = String(Substring(Self.word(&rest)))
        }
        command = String(Substring(rest))
        guard !command.isEmpty else {
            throw Fault(message: "it has no command: write " + Self.form(format))
        }
    }

    private static let fields = 5

    private static func form(_ format: CrontabFormat) -> String {
        format == .user
            ? "five fields, or a word such as @daily, and a command"
            : "five fields, or a word such as @daily, a user and a command"
    }

    /// Takes a word and the blanks behind it.
    private static func word(_ rest: inout Substring.UTF8View) -> Substring.UTF8View {
        let word = rest.prefix { !CrontabLines.isBlank($0) }
        rest = rest.dropFirst(word.count).drop(while: CrontabLines.isBlank)
        return word
    }
}
