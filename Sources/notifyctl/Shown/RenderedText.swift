import Console
import Domain
import Formats
import Rendering
import Templating

/// Renders a template and a condition in this process, for those who write them.
enum RenderedText {
    static func show(
        template: String?, condition: String?, _ invocation: Invocation
    ) async throws {
        guard template != nil || condition != nil else {
            throw Failure.usage("say what to render by RUN, --template or --condition")
        }
        let event = try TrialEvent.make(invocation)
        let now = invocation.time.now
        let notification = Notification(
            name: .sample, kind: "console", condition: condition ?? "", message: template ?? "")
        var (answer, lines): (JSONObject, [String]) = ([:], [])
        if template != nil {
            let text = try text(notification.message, notification, event, now: now)
            answer["template"] = ["text": .string(text)]
            lines.append(text)
        }
        if condition != nil {
            let decision = decision(notification, event, now: now)
            answer["condition"] = .object(decision)
            if let text = decision["text"]?.string { lines.append(text) }
            let (verdict, reason) = (decision["verdict"]?.string, decision["reason"]?.string)
            lines.append((verdict ?? "") + (reason.map { ": \($0)" } ?? ""))
        }
        try invocation.answer(answer) { lines.map { $0.printableLines + "\n" }.joined() }
    }

    private static func text(
        _ source: String, _ notification: Notification, _ event: Event, now: Timestamp
    ) throws(Failure) -> String {
        do throws(TemplateError) {
            return try rendered(source, notification, event, now: now)
        } catch {
            throw Failure("the template failed at \(error)".printable)
        }
    }

    private static func rendered(
        _ source: String, _ notification: Notification, _ event: Event, now: Timestamp
    ) throws(TemplateError) -> String {
        try Template(source).render(
            Composer.variables(event, notification), RenderSettings(now: now))
    }

    private static func decision(
        _ notification: Notification, _ event: Event, now: Timestamp
    ) -> JSONObject {
        var object = JSONObject()
        let text = try? rendered(notification.condition, notification, event, now: now)
        object["text"] = text.map(JSONValue.string)
        let verdict = Composer.verdict(notification, event, now: now)
        switch verdict {
        case .send:
            object["verdict"] = "send"
            object["reason"] = verdict.remark.map(JSONValue.string)
        case .suppress(let reason):
            object["verdict"] = "suppress"
            object["reason"] = .string(reason)
        }
        return object
    }
}
