import Console
import Domain
import Formats

extension Verb {
    private static let state = Option(
        "state", value: "STATE", "only runs in this state, such as error",
        words: RunState.allCases.map(\.rawValue))
    private static let skipped = Option("skipped", "also occurrences that did not run")

    static let listRuns = Verb(
        "list-runs", operands: "[SCHEDULE]", count: 0...1, summary: "list runs, the newest first",
        details: "Lists the runs of all your schedules or of one, the newest first. The time is "
            + "that of the end, or of the start while a run goes on.",
        options: [.onlyProject, state, skipped, .limit],
        example: "list-runs nightly-backup --state=error"
    ) { invocation in
        let arguments = invocation.arguments
        var parameters = JSONObject()
        if let name = invocation.operands.first {
            parameters = try invocation.schedule(name).parameters
        } else {
            parameters["project"] = try invocation.project().map(JSONValue.string)
        }
        parameters["state"] = try arguments.word(state, among: RunState.allCases.map(\.rawValue))
        let isSkippedAsked = arguments.value(state) == RunState.skipped.rawValue
        if arguments.has(skipped) || isSkippedAsked { parameters["with_skipped"] = true }
        let limit = try arguments.limit()
        parameters["limit"] = .integer(Int64(min(limit, Domain.Limits.pageRows)))
        let (runs, isCut) = try await invocation.connect().list(
            "ListRuns", parameters, member: "runs", atMost: limit)
        try invocation.answer(["runs": .array(runs)]) {
            guard !runs.isEmpty else { return "There are no such runs.\n" }
            let terminal = invocation.output.terminal
            var table = Table("RUN", "STATE", "TIME", "SCHEDULE", "WHY")
            for run in runs {
                table.add(
                    Table.Cell(run["uid"]?.string ?? ""), .state(run["state"]?.string ?? ""),
                    Table.Cell(invocation.time.cell(RunText.changedAt(run), for: terminal)),
                    Table.Cell(ScheduleText.name(run, name: "schedule")),
                    Table.Cell(RunText.why(run, invocation.time)))
            }
            return table.text(for: terminal)
        }
        if isCut, invocation.format == .table { invocation.remarkCut(limit) }
        return .done
    }
}
