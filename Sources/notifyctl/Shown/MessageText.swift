import Channels
import Console
import Domain

/// A message of the channel `console` on a terminal: the text, and a table of its runs.
enum MessageText {
    /// The last characters of a uid that tell runs apart.
    private static let uidCharacters = 6

    static func lines(_ message: Message, for terminal: Terminal) -> String {
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
