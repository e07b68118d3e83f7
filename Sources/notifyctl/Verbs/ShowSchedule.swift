import Console
import Formats

extension Verb {
    static let showSchedule = Verb(
        "show-schedule", operands: "SCHEDULE", count: 1...1,
        summary: "show one schedule with everything that is set",
        details: "Shows a schedule, named NAME or PROJECT/NAME, with its policies and "
            + "notifications, its state, its next occurrence and its last run. Secrets are shown as ********.",
        options: [.project], example: "show-schedule nightly-backup"
    ) { invocation in
        let schedule = try invocation.schedule(invocation.operands[0])
        let reply = try await invocation.connect().call("ShowSchedule", schedule.parameters)
        try invocation.answer(reply) { text(reply["state"] ?? [:], invocation) }
        return .done
    }

    private static func text(_ state: JSONValue, _ invocation: Invocation) -> String {
        let schedule = state["schedule"] ?? [:]
        let time = invocation.time
        var table = Table()
        func add(_ name: String, _ text: String?) {
            if let text, !text.isEmpty { table.add(Table.Cell("\(name):"), Table.Cell(text)) }
        }
        add("Schedule", ScheduleText.name(schedule))
        add("Description", schedule["description"]?.string)
        add("When", schedule["when"]?.string)
        add("Time zone", schedule["timezone"]?.string)
        add("Command", ScheduleText.command(schedule))
        add("Directory", schedule["directory"]?.string)
        add("User", schedule["user"]?.string)
        add("Owner", state["owner"]?.string)
        for (name, value) in schedule["labels"]?.object?.members ?? [] {
            add("Label", "\(name)=\(value.string ?? "")")
        }
        for (name, value) in schedule["environment"]?.object?.members ?? [] {
            add("Environment", "\(name)=\(value.string ?? "")")
        }
        for line in ValueArgument.lines(schedule["parameters"]) { add("Parameter", line) }
        for (name, value) in schedule["limits"]?.object?.members ?? [] {
            add("Limit", "\(name) \(value.text)")
        }
        add("Timeout", schedule["timeout"]?.string)
        add("Grace", schedule["grace"]?.string)
        add(
            "Success",
            schedule["success_exit_codes"]?.array.map { codes in
                "exit status " + codes.map(\.text).joined(separator: ", ")
            })
        for (name, text) in PolicyText.lines(schedule) { add(name, text) }
        for notification in schedule["notifications"]?.array ?? [] {
            add(
                "Notification",
                "\(notification["name"]?.string ?? ""): \(ScheduleText.notification(notification))")
        }
        add("Created", time.text(state["created_at"]))
        add("State", state["state"]?.string)
        if let pause = state["pause"], pause != .null {
            add("Paused", PolicyText.pause(pause, time))
        }
        add("Next", ScheduleText.next(state, time))
        if let run = state["last_run"], run != .null {
            let why = RunText.why(run, time)
            add(
                "Last run",
                "\(run["state"]?.string ?? "") \(time.text(RunText.changedAt(run)))"
                    + (why.isEmpty ? "" : ", \(why)"))
            add("Its run", run["uid"]?.string)
        }
        return table.text(for: invocation.output.terminal)
    }
}
