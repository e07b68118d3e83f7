import Console
import Formats

extension Verb {
    static let listNotifiers = Verb(
        "list-notifiers", summary: "list stored notifiers",
        details: "Lists your notifiers and those that are shared; all of them for administrators.",
        example: "list-notifiers"
    ) { invocation in
        let connection = try await invocation.connect()
        let (notifiers, _) = try await connection.list(
            "ListNotifiers", member: "notifiers", atMost: .max)
        try invocation.answer(["notifiers": .array(notifiers)]) {
            guard !notifiers.isEmpty else { return "There are no notifiers.\n" }
            var table = Table("NOTIFIER", "KIND", "OWNER", "SHARED", "STATE")
            for notifier in notifiers {
                table.add(
                    Table.Cell(notifier["name"]?.string ?? ""),
                    Table.Cell(notifier["kind"]?.string ?? ""),
                    Table.Cell(notifier["owner"]?.string ?? ""),
                    Table.Cell(notifier["shared"] == true ? "yes" : "no"),
                    Table.Cell(NotifierText.state(notifier)))
            }
            return table.text(for: invocation.output.terminal)
        }
        return .done
    }
}
