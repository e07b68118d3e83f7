import Console
import Formats

extension Verb {
    static let setRunNotifications = Verb(
        "set-run-notifications", operands: "RUN [FILE]", count: 1...2,
        summary: "replace the notifications of a run under way",
        details: "Replaces all notifications of a run that is pending or running, those of its "
            + "schedule and of its project, " + NotificationArguments.forms
            + " What has happened to it before is told by the old ones. RUN is its uid, or a "
            + "schedule for its last run.",
        options: [.project] + NotificationArguments.options,
        example: "set-run-notifications nightly \\\n"
            + "    --notification kind=slack,when=completed+error,webhook=https://…"
    ) { invocation in
        let notifications = try NotificationArguments.read(invocation)
        let connection = try await invocation.connect()
        let uid = try await invocation.run(invocation.operands[0], on: connection)
        try await NotificationArguments.set(
            notifications, of: "Run \(uid.printable)", by: "SetRunNotifications",
            ["run": .string(uid)], on: connection, invocation)
        return .done
    }
}
