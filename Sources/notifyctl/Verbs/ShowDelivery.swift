import Console
import Formats

extension Verb {
    static let showDelivery = Verb(
        "show-delivery", operands: DeliveryText.operands, count: 1...2,
        summary: "show one delivery and its attempts",
        details:
            "Shows a delivery, when it is tried next, and what its destination answered to each "
            + "attempt. \(DeliveryText.operandDetails)",
        options: [.project], example: "show-delivery nightly-backup on-call"
    ) { invocation in
        let connection = try await invocation.connect()
        let id = try await invocation.delivery(on: connection)
        let reply = try await connection.call("ShowDelivery", ["delivery": .string(id)])
        try invocation.answer(reply) {
            details(reply["delivery"] ?? [:], invocation)
                + attempts(reply["attempts"]?.array ?? [], invocation)
        }
        return .done
    }

    private static func details(_ delivery: JSONValue, _ invocation: Invocation) -> String {
        let time = invocation.time
        var table = Table()
        func add(_ name: String, _ text: String?) {
            if let text, !text.isEmpty { table.add(Table.Cell("\(name):"), Table.Cell(text)) }
        }
        add("Delivery", delivery["id"]?.string)
        add("Schedule", ScheduleText.name(delivery, name: "schedule"))
        add("Run", delivery["run"]?.string)
        add("Notification", delivery["notification"]?.string)
        add("Kind", delivery["kind"]?.string)
        table.add("State:", .state(delivery["state"]?.string ?? ""))
        add("Created", time.text(delivery["created_at"]))
        add("Attempts", delivery["attempts"]?.text)
        add("Next attempt", time.text(delivery["next_attempt_at"]))
        add("Ended", time.text(delivery["ended_at"]))
        let facts = table.text(for: invocation.output.terminal)
        guard let reason = delivery["reason"]?.string, !reason.isEmpty else { return facts }
        // It is what people came for, so that it is not cut as a cell would be.
        let label = "Why:           "
        return facts + label
            + reason.printable.wrapped(
                at: invocation.output.terminal.columns ?? .max, indent: label.count) + "\n"
    }

    private static func attempts(_ attempts: [JSONValue], _ invocation: Invocation) -> String {
        guard !attempts.isEmpty else { return "" }
        let terminal = invocation.output.terminal
        var table = Table("ATTEMPT", "STARTED", "TOOK", "VERDICT", "STATUS", "ANSWER")
        var last: Int64 = 0
        for attempt in attempts {
            let number = attempt["number"]?.integer ?? 0
            if number > last + 1 {
                table.add("…", Table.Cell("\(number - last - 1) more"))
            }
            last = number
            table.add(
                Table.Cell("\(number)"),
                Table.Cell(invocation.time.cell(attempt["started_at"], for: terminal)),
                Table.Cell(DeliveryText.duration(attempt)),
                Table.Cell(attempt["verdict"]?.string ?? ""),
                Table.Cell(attempt["status"]?.integer.map(String.init) ?? "-"),
                Table.Cell(DeliveryText.answer(attempt)))
        }
        return "\n" + table.text(for: terminal)
    }
}
