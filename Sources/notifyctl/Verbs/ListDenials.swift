import Console
import Formats

extension Verb {
    static let listDenials = Verb(
        "list-denials", summary: "list addresses to which nothing is sent",
        details: "Lists the addresses that add-denial has denied. For administrators.",
        example: "list-denials"
    ) { invocation in
        let connection = try await invocation.connect()
        let (denials, _) = try await connection.list("ListDenials", member: "denials", atMost: .max)
        try invocation.answer(["denials": .array(denials)]) {
            guard !denials.isEmpty else { return "There are no denials.\n" }
            let terminal = invocation.output.terminal
            var table = Table("ADDRESS", "KIND", "SINCE", "BY", "REASON")
            for denial in denials {
                table.add(
                    Table.Cell(denial["address"]?.string ?? ""),
                    Table.Cell(denial["kind"]?.string ?? "every"),
                    Table.Cell(invocation.time.cell(denial["since"], for: terminal)),
                    Table.Cell(denial["by"]?.string ?? ""),
                    Table.Cell(denial["reason"]?.string ?? ""))
            }
            return table.text(for: terminal)
        }
        return .done
    }
}
