import Console

extension Verb {
    static let deleteSchedule = Verb(
        "delete-schedule", operands: "SCHEDULE", count: 1...1, summary: "delete a schedule",
        details: "Deletes a schedule. Its runs go on, and the records of its runs stay.",
        options: [.project], example: "delete-schedule nightly-backup"
    ) { invocation in
        let schedule = try invocation.schedule(invocation.operands[0])
        let reply = try await invocation.connect().call("DeleteSchedule", schedule.parameters)
        try invocation.answer(reply) { "Deleted \(schedule.shown).\n" }
        return .done
    }
}
