import Console
import Domain
import Formats

extension Verb {
    private static let run = Option("run", value: "RUN", "only those of one run")
    private static let state = Option(
        "state", value: "STATE", "only those in this state, such as failed",
        words: DeliveryState.allCases.map(\.rawValue))

    static let listDeliveries = Verb(
        "list-deliveries", operands: "[SCHEDULE]", count: 0...1,
        summary: "list what was or is to be told, the newest first",
        details:
            "Lists deliveries, the newest first: of all your schedules, of one, or of one run. "
            + "The time is that of the end, or of the next attempt. show-delivery shows one of them with "
            + "its attempts.",
        options: [.onlyProject, run, state, .limit], example: "list-deliveries --state=failed"
    ) { invocation in
        let arguments = invocation.arguments
        var parameters = JSONObject()
        if let name = invocation.operands.first {
            parameters = try invocation.schedule(name).parameters
        } else {
            parameters["project"] = try invocation.project().map(JSONValue.string)
        }
        parameters["state"] = try arguments.word(
            state, among: DeliveryState.allCases.map(\.rawValue))
        let limit = try arguments.limit()
        let connection = try await invocation.connect()
        if let text = arguments.value(run) {
            parameters["run"] = .string(try await invocation.run(text, on: connection))
        }
        parameters["limit"] = .integer(Int64(min(limit, Domain.Limits.pageRows)))
        let (deliveries, isCut) = try await connection.list(
            "ListDeliveries", parameters, member: "deliveries", atMost: limit)
        try invocation.answer(["deliveries": .array(deliveries)]) {
            guard !deliveries.isEmpty else { return "There are no such deliveries.\n" }
            let terminal = invocation.output.terminal
            var table = Table("DELIVERY", "STATE", "TRIES", "TIME", "SCHEDULE", "WHY")
            for delivery in deliveries {
                table.add(
                    Table.Cell(delivery["id"]?.string ?? ""),
                    .state(delivery["state"]?.string ?? ""),
                    Table.Cell(delivery["attempts"]?.text ?? ""),
                    Table.Cell(invocation.time.cell(DeliveryText.time(delivery), for: terminal)),
                    Table.Cell(ScheduleText.name(delivery, name: "schedule")),
                    Table.Cell(delivery["reason"]?.string ?? ""))
            }
            return table.text(for: terminal)
        }
        if isCut, invocation.format == .table { invocation.remarkCut(limit) }
        return .done
    }
}
