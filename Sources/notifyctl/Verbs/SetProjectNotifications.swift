import Console
import Formats

extension Verb {
    static let setProjectNotifications = Verb(
        "set-project-notifications", operands: "PROJECT [FILE]", count: 1...2,
        summary: "replace the notifications of a whole project",
        details: "Replaces all notifications of a project, for runs of all its schedules created "
            + "from now on, " + NotificationArguments.forms
            + " They count besides those of a schedule, but for names that the schedule has itself. "
            + "The project need not have a schedule yet. For administrators.",
        options: NotificationArguments.options,
        example: "set-project-notifications shop \\\n"
            + "    --notification kind=slack,when=broken+fixed,webhook=https://…"
    ) { invocation in
        let project = try invocation.project(invocation.operands[0])
        let notifications = try NotificationArguments.read(invocation)
        try await NotificationArguments.set(
            notifications, of: "The project \(project)", by: "SetProjectNotifications",
            ["project": .string(project)], on: try await invocation.connect(), invocation)
        return .done
    }
}
