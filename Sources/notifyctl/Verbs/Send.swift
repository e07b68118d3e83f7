import Channels
import Console
import Domain
import Foreground
import Formats
import Glibc

extension Verb {
    private static let notification = Option(
        LocalNotifications.notification.name, value: "PAIRS",
        "the notification, as \"kind=…,when=…,url=…\"")
    private static let name = Option("name", value: "NAME", "which of the file's notifications")

    static let send = Verb(
        "send", operands: "[FILE]", count: 0...1,
        summary: "send a notification now, to try its destination",
        details: "Sends one notification of a file (\"-\" is standard input), or that of "
            + "--notification, and says what was sent and what came back, with masks for what is "
            + "secret. It tells of a made-up run, or of that of --run, and of what it listens to, or "
            + "of --occasion. It is tried once. notifyd need not run. The exit status is 0 when the "
            + "notification was sent.",
        options: [notification, name, TrialEvent.occasion, TrialEvent.run],
        example: "send --notification kind=slack,when=error,webhook=https://…"
    ) { invocation in
        let notification = try chosen(invocation)
        let event = try TrialEvent.make(
            invocation, standard: notification.when.first?.example ?? Happening(.completed))
        // A connection that its other side closes is an answer like any other.
        _ = signal(SIGPIPE, SIG_IGN)
        let output = invocation.output
        let performer = DirectPerformer { message, entries in
            try? output.write(MessageText.lines(message, entries, for: output.terminal))
        }
        let messenger = Messenger(
            perform: performer.perform(_:for:),
            channels: ScheduleFiles.kinds.channel(kind:parameters:),
            environment: LocalNotifications.environment, time: ContinuousClock(), retry: nil)
        let report = await messenger.send(notification, of: event)
        try invocation.answer(report.object) { ReportText.lines(report) }
        return report.state == .sent ? .done : .failed
    }

    private static func chosen(_ invocation: Invocation) throws(Failure) -> Notification {
        let texts = invocation.arguments.values(LocalNotifications.notification)
        let notifications: [Notification]
        switch (invocation.operands.first, texts.isEmpty) {
        case (let file?, true): notifications = try LocalNotifications.read(file: file)
        case (nil, false): notifications = try LocalNotifications.read(texts: texts)
        default: throw .usage("say the notification by one of FILE and --notification")
        }
        let names = notifications.map(\.name.text)
        guard let name = invocation.arguments.value(name) else {
            guard let only = notifications.first, names.count == 1 else {
                throw .usage(
                    names.isEmpty
                        ? "there is no notification"
                        : "choose one with --name: \(names.joined(separator: ", "))")
            }
            return only
        }
        guard let named = notifications.first(where: { $0.name.text == name }) else {
            throw Failure(
                "there is no notification \"\(name.printable)\" among "
                    + names.joined(separator: ", "), code: .notFound)
        }
        return named
    }
}
