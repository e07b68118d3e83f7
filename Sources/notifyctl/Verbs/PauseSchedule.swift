import Console
import Formats

extension Verb {
    private static let until = Option(
        "until", value: "TIME", "resume it by itself: after 2h, at 18:00, or at 2026-12-24T18:00")
    private static let reason = Option("reason", value: "TEXT", "why, for others to read")

    static let pauseSchedule = Verb(
        "pause-schedule", operands: "SCHEDULE", count: 1...1,
        summary: "let no occurrence of a schedule run",
        details:
            "Pauses a schedule: its occurrences are not owed until it is resumed, by resume-schedule "
            + "or at the time that --until names, on the clock of this machine. A run that has begun "
            + "goes on, and start-schedule still works.",
        options: [.project, until, reason],
        example: "pause-schedule nightly-backup --until=18:00 --reason=\"new disk\""
    ) { invocation in
        let schedule = try invocation.schedule(invocation.operands[0])
        var parameters = schedule.parameters
        let instant = try invocation.arguments.value(until).map { text throws(Failure) in
            try MomentArgument.instantToCome(text, time: invocation.time)
        }
        parameters["until"] = instant.map { .string($0.description) }
        parameters["reason"] = invocation.arguments.value(reason).map(JSONValue.string)
        let reply = try await invocation.connect().call("PauseSchedule", parameters)
        try invocation.answer(reply) {
            let end = instant.map { " until \(invocation.time.text(.string($0.description)))" }
            return "Paused \(schedule.shown)\(end ?? "").\n"
        }
        return .done
    }
}
