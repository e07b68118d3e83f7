import Console
import Formats

extension Verb {
    static let watch = Verb(
        "watch", operands: "[SCHEDULE]", count: 0...1, summary: "show what happens, as it happens",
        details:
            "Shows runs that start, report results and end, and deliveries that end, as it happens, "
            + "until it is interrupted.",
        options: [.onlyProject], example: "watch --output=json"
    ) { invocation in
        var parameters = JSONObject()
        if let name = invocation.operands.first {
            parameters = try invocation.schedule(name).parameters
        } else {
            parameters["project"] = try invocation.project().map(JSONValue.string)
        }
        try await invocation.connect().stream("Watch", parameters) { reply in
            // The first reply tells only that the watch has begun.
            guard let event = reply["event"], let object = event.object else { return }
            try invocation.answerOne(object) { line(event, invocation) }
        }
        return .done
    }

    /// Lines are written one by one, and stay aligned.
    private static let widestState = "suppressed".count

    private static func line(_ event: JSONValue, _ invocation: Invocation) -> String {
        let at = event["at"]?.string.flatMap(Timestamp.init)
        let time = at.map(invocation.time.timeOfDay) ?? ""
        var table = Table(widths: [8, widestState])
        if let delivery = event["delivery"], delivery != .null {
            let reason = delivery["reason"]?.string ?? ""
            let target =
                "\(delivery["notification"]?.string ?? "") (\(delivery["kind"]?.string ?? ""))"
            table.add(
                Table.Cell(time), .state(delivery["state"]?.string ?? ""),
                Table.Cell(ScheduleText.name(delivery, name: "schedule")),
                Table.Cell("to \(target)" + (reason.isEmpty ? "" : ": \(reason)")))
        } else {
            let run = event["run"] ?? [:]
            let isReport = event["occasion"]?.string == "reported"
            let why =
                isReport
                ? ValueArgument.lines(run["results"]).joined(separator: ", ")
                : RunText.why(run, invocation.time)
            table.add(
                Table.Cell(time), .state(event["occasion"]?.string ?? ""),
                Table.Cell(ScheduleText.name(run, name: "schedule")),
                // The reason first: a narrow terminal cuts the end.
                Table.Cell((why.isEmpty ? "" : "\(why), ") + "run \(run["uid"]?.string ?? "")"))
        }
        return table.text(for: invocation.output.terminal)
    }
}
