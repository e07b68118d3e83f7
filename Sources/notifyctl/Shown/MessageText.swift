import Channels
import Console
import Domain

/// A message for the log on a terminal: what the channel `console` says with a table of its runs, and what
/// others say as it is.
enum MessageText {
    /// The last characters of a uid that tell runs apart.
    private static let uidCharacters = 6

    static func lines(
        _ message: Message, _ entries: [LogLine], for terminal: Terminal
    ) -> String {
        guard entries.first?.subject.kind == ConsoleChannel.declaration.kind else {
            return entries.map { "[\($0.severity.rawValue)] \($0.text)\n".printableLines }.joined()
        }
        let text = "[\(message.severity.rawValue)] \(message.text)".printableLines + "\n"
        if message.runs.isEmpty { return text }
        var table = Table("status", "name", "uid", "results")
        for run in message.runs.map(RunSummary.init) {
            table.add(
                .state(run.state), Table.Cell(run.name),
                Table.Cell("..\(run.uid.suffix(uidCharacters))"),
                Table.Cell(run.error ?? run.results.joined(separator: ",")))
        }
        return text + table.text(for: terminal)
    }
}
