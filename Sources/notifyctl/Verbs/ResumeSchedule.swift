import Console

extension Verb {
    static let resumeSchedule = Verb(
        "resume-schedule", operands: "SCHEDULE", count: 1...1,
        summary: "let a paused schedule run again",
        details:
            "Resumes a paused schedule, from its next occurrence on; what was due meanwhile is not made up for.",
        options: [.project], example: "resume-schedule nightly-backup"
    ) { invocation in
        let schedule = try invocation.schedule(invocation.operands[0])
        let reply = try await invocation.connect().call("ResumeSchedule", schedule.parameters)
        try invocation.answer(reply) { "Resumed \(schedule.shown).\n" }
        return .done
    }
}
