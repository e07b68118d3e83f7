import Console
import Formats

extension Verb {
    private static let run = Option("run", value: "RUN", "those of one run")
    private static let projectOnly = Option(
        "project-only", value: "PROJECT", "those that a project itself has")

    static let listNotifications = Verb(
        "list-notifications", operands: "[SCHEDULE]", count: 0...1,
        summary: "list who is told of runs, and where that was said",
        details: "Lists the notifications that count for the next run of a schedule, of all your "
            + "schedules, or for one run, and whether they were set for the schedule, its project or "
            + "the run. One of the project's is \"replaced\" where the schedule has one of the same "
            + "name. RUN is a uid, or a schedule for its last run. Secrets are shown as ********.",
        options: [.onlyProject, run, projectOnly], example: "list-notifications nightly-backup"
    ) { invocation in
        let (run, project) = (
            invocation.arguments.value(run), invocation.arguments.value(projectOnly)
        )
        let named = [invocation.operands.first, run, project].compactMap(\.self)
        guard named.count <= 1 else {
            throw Failure.usage("name one of SCHEDULE, --run and --project-only")
        }
        guard project == nil || invocation.arguments.value(.project) == nil else {
            throw Failure.usage("--project and --project-only name two projects; name one")
        }
        var parameters = JSONObject()
        if let name = invocation.operands.first {
            parameters = try invocation.schedule(name).parameters
        } else if let project {
            let name = try invocation.project(project)
            parameters = ["project": .string(name), "project_only": true]
        } else if run == nil {
            parameters["project"] = try invocation.project().map(JSONValue.string)
        }
        let connection = try await invocation.connect()
        if let run {
            parameters["run"] = .string(try await invocation.run(run, on: connection))
        }
        let (listed, _) = try await connection.list(
            "ListNotifications", parameters, member: "notifications",
            atMost: ConsoleLimits.maximumRows)
        try invocation.answer(["notifications": .array(listed)]) {
            table(listed, withSchedules: named.isEmpty, for: invocation.output.terminal)
        }
        return .done
    }

    private static func table(
        _ listed: [JSONValue], withSchedules: Bool, for terminal: Terminal
    ) -> String {
        guard !listed.isEmpty else { return "There are no such notifications.\n" }
        let headers = ["NOTIFICATION", "FROM", "TO", "WHEN"]
        var table = Table(withSchedules ? ["SCHEDULE"] + headers : headers)
        for row in listed {
            let notification = row["notification"] ?? [:]
            let origin = row["origin"]?.string ?? ""
            let cells = [
                Table.Cell(notification["name"]?.string ?? ""),
                Table.Cell(row["replaced"] == true ? "\(origin), replaced" : origin),
                Table.Cell(ScheduleText.target(notification)),
                Table.Cell(ScheduleText.when(notification)),
            ]
            let name = Table.Cell(ScheduleText.name(row, name: "schedule"))
            table.add(withSchedules ? [name] + cells : cells)
        }
        return table.text(for: terminal)
    }
}
