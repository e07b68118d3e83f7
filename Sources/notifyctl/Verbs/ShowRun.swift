import Console
import Formats

extension Verb {
    static let showRun = Verb(
        "show-run", operands: "RUN", count: 1...1,
        summary: "show one run, how it ended and who was told",
        details:
            "Shows a run, its results, its attempts that failed and the deliveries of its notifications. RUN is its uid, or a schedule "
            + "for its last run.",
        options: [.project], example: "show-run nightly-backup"
    ) { invocation in
        let connection = try await invocation.connect()
        let uid = try await invocation.run(invocation.operands[0], on: connection)
        let reply = try await connection.call("ShowRun", ["run": .string(uid)])
        try invocation.answer(reply) {
            details(reply["run"] ?? [:], invocation)
                + attempts(reply["attempts"]?.array ?? [], invocation)
                + deliveries(reply["deliveries"]?.array ?? [], invocation)
        }
        return .done
    }

    private static func details(_ run: JSONValue, _ invocation: Invocation) -> String {
        let time = invocation.time
        var table = Table()
        func add(_ name: String, _ text: String?) {
            if let text, !text.isEmpty { table.add(Table.Cell("\(name):"), Table.Cell(text)) }
        }
        add("Run", run["uid"]?.string)
        add("Schedule", ScheduleText.name(run, name: "schedule"))
        add("Owner", run["owner"]?.string)
        add("Trigger", run["trigger"]?.string)
        add("Occurrence", time.text(run["occurrence"]))
        add("Up to", time.text(run["last_occurrence"]))
        table.add("State:", .state(run["state"]?.string ?? ""))
        add("Why", RunText.why(run, time))
        if let attempt = run["attempt"]?.integer, attempt > 1 { add("Attempt", "\(attempt)") }
        add("Created", time.text(run["created_at"]))
        add("Started", time.text(run["started_at"]))
        add("Ended", time.text(run["ended_at"]))
        add("Took", RunText.duration(run, now: time.now))
        add("Exit status", run["exit_code"]?.integer.map(String.init))
        add("Signal", run["signal"]?.string)
        if let usage = run["usage"], let user = usage["user_seconds"]?.double,
            let system = usage["system_seconds"]?.double
        {
            add("CPU time", "\(hundredths(user)) s user, \(hundredths(system)) s system")
            add("Peak memory", usage["peak_memory_bytes"]?.integer.map { "\($0 / 1024) KiB" })
        }
        for line in ValueArgument.lines(run["parameters"]) { add("Parameter", line) }
        for line in ValueArgument.lines(run["results"]) { add("Result", line) }
        add("Not taken", run["results_error"]?.string)
        return table.text(for: invocation.output.terminal)
    }

    private static func hundredths(_ seconds: Double) -> String {
        let whole = Int64(min(max(0, seconds), 1e12) * 100 + 0.5)
        let rest = whole % 100
        return "\(whole / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    private static func attempts(_ attempts: [JSONValue], _ invocation: Invocation) -> String {
        guard !attempts.isEmpty else { return "" }
        var table = Table("ATTEMPT", "ENDED", "TOOK", "WHY")
        for attempt in attempts {
            table.add(
                Table.Cell(attempt["number"]?.text ?? ""),
                Table.Cell(invocation.time.text(attempt["ended_at"])),
                Table.Cell(RunText.duration(attempt, now: invocation.time.now)),
                Table.Cell(attempt["message"]?.string ?? ""))
        }
        return "\n" + table.text(for: invocation.output.terminal)
    }

    private static func deliveries(_ deliveries: [JSONValue], _ invocation: Invocation) -> String {
        guard !deliveries.isEmpty else { return "" }
        var table = Table("NOTIFICATION", "KIND", "STATE", "ATTEMPTS", "TIME", "WHY")
        for delivery in deliveries {
            table.add(
                Table.Cell(delivery["notification"]?.string ?? ""),
                Table.Cell(delivery["kind"]?.string ?? ""),
                .state(delivery["state"]?.string ?? ""),
                Table.Cell(delivery["attempts"]?.text ?? ""),
                Table.Cell(invocation.time.text(DeliveryText.time(delivery))),
                Table.Cell(delivery["reason"]?.string ?? ""))
        }
        return "\n" + table.text(for: invocation.output.terminal)
    }
}
