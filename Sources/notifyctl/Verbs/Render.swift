import Console
import Domain
import Formats

extension Verb {
    private static let name = Option(
        "name", value: "NOTIFICATION", "only the run's notification of that name")
    private static let condition = Option(
        "condition", value: "TEXT", "a condition to try, with the decision on a second line")
    private static let template = Option("template", value: "TEXT", "a template to try")

    static let render = Verb(
        "render", operands: "[RUN]", count: 0...1,
        summary: "show what notifications would say",
        details: "Shows what the notifications of a run would say of its present state, or of "
            + "--occasion, and what their conditions decide. RUN is its uid, or a schedule for its "
            + "last run.\n\n"
            + "With --condition or --template, a text is rendered here, for a made-up run or for "
            + "that of --run; notifyd need not run. The line after a condition's text is \"send\" or "
            + "\"suppress\", with the reason; a condition that cannot be rendered sends.",
        options: [.project, name, TrialEvent.occasion, condition, template, TrialEvent.run],
        example: "render --condition '{{ run[\"status\"][\"results\"][\"drift\"] > 0.1 }}'"
    ) { invocation in
        let arguments = invocation.arguments
        let texts = (arguments.value(template), arguments.value(condition))
        guard let run = invocation.operands.first else {
            if arguments.has(name) { throw Failure.usage("--name chooses from those of a RUN") }
            try await RenderedText.show(template: texts.0, condition: texts.1, invocation)
            return .done
        }
        guard texts == (nil, nil), !arguments.has(TrialEvent.run) else {
            throw Failure.usage(
                "a RUN has its own texts: leave out --condition, --template and --run")
        }
        // Before anybody is asked.
        _ = try TrialEvent.happening(invocation)
        let connection = try await invocation.connect()
        var parameters: JSONObject = [
            "run": .string(try await invocation.run(run, on: connection))
        ]
        parameters["notification"] = arguments.value(name).map(JSONValue.string)
        parameters["occasion"] = arguments.value(TrialEvent.occasion).map(JSONValue.string)
        let reply = try await connection.call("RenderNotifications", parameters)
        try invocation.answer(reply) { lines(reply["notifications"]?.array ?? []) }
        return .done
    }

    private static func lines(_ notifications: [JSONValue]) -> String {
        if notifications.isEmpty { return "No notification listens to that.\n" }
        return notifications.map { notification in
            let head =
                "\(notification["notification"]?.string ?? "") of the kind "
                + "\(notification["kind"]?.string ?? ""), \(notification["occasion"]?.string ?? "")"
            var lines = ["\(head): \(verdict(notification))".printable]
            lines.append("  Subject: \(notification["subject"]?.string ?? "")".printable)
            let text = (notification["text"]?.string ?? "").printableLines
            lines += text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
            let remarks = notification["remarks"]?.array ?? []
            lines += remarks.map { "  (\($0.string ?? ""))".printable }
            return lines.joined(separator: "\n") + "\n"
        }.joined(separator: "\n")
    }

    private static func verdict(_ notification: JSONValue) -> String {
        let word = notification["verdict"]?.string ?? ""
        return notification["reason"]?.string.map { "\(word), \($0)" } ?? word
    }
}
