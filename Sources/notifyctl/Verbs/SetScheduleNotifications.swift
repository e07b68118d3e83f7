import Console

extension Verb {
    static let setScheduleNotifications = Verb(
        "set-schedule-notifications", operands: "SCHEDULE [FILE]", count: 1...2,
        summary: "replace the notifications of a schedule",
        details: "Replaces all notifications of a schedule, for runs created from now on, "
            + NotificationArguments.forms
            + " Those of its project count besides, but for names that are in the list.",
        options: [.project] + NotificationArguments.options,
        example: "set-schedule-notifications nightly \\\n"
            + "    --notification kind=webhook,when=error,url=https://example.org/hook"
    ) { invocation in
        let schedule = try invocation.schedule(invocation.operands[0])
        let notifications = try NotificationArguments.read(invocation)
        try await NotificationArguments.set(
            notifications, of: schedule.shown, by: "SetScheduleNotifications",
            schedule.parameters, on: try await invocation.connect(), invocation)
        return .done
    }
}
