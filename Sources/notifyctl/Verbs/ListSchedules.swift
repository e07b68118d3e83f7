import Console
import Formats

extension Verb {
    static let listSchedules = Verb(
        "list-schedules",
        summary: "list schedules, with what they did and do next",
        details: "Lists the schedules that you may see: all of them for administrators, your own "
            + "for everybody else.",
        options: [.onlyProject], example: "list-schedules --project=backup"
    ) { invocation in
        var parameters = JSONObject()
        parameters["project"] = try invocation.project().map(JSONValue.string)
        let connection = try await invocation.connect()
        let (schedules, _) = try await connection.list(
            "ListSchedules", parameters, member: "schedules", atMost: .max)
        try invocation.answer(["schedules": .array(schedules)]) {
            guard !schedules.isEmpty else { return "There are no schedules.\n" }
            var table = Table("SCHEDULE", "WHEN", "LAST RUN", "NEXT OCCURRENCE")
            for state in schedules {
                let schedule = state["schedule"]
                let last = state["last_run"]?["state"]?.string ?? "none"
                table.add(
                    Table.Cell(ScheduleText.name(schedule)),
                    Table.Cell(schedule?["when"]?.string ?? ""), .state(last),
                    Table.Cell(ScheduleText.next(state, invocation.time)))
            }
            return table.text(for: invocation.output.terminal)
        }
        return .done
    }
}
