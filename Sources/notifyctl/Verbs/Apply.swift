import Console

extension Verb {
    static let apply = Verb(
        "apply", operands: "FILE…", count: 1...10_000,
        summary: "create or replace the schedules of files",
        details: "Creates or replaces the schedules that files define: all of them, or none when "
            + "anything is wrong. Schedules that are in no file stay as they are. \"-\" is standard "
            + "input.",
        example: "apply /etc/schedules/*.yaml"
    ) { invocation in
        let definitions = try ScheduleFiles.read(invocation.operands)
        ScheduleFiles.warn(of: definitions, to: invocation)
        try await AppliedSchedules.apply(definitions, by: invocation)
        return .done
    }
}
