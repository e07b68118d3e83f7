import Domain
import Formats
import Templating

/// A message on its way: what its templates see so far, and what went wrong with them.
struct Composition {
    private(set) var variables: JSONObject
    private(set) var remarks: [String] = []
    private let settings: RenderSettings

    init(_ notification: Notification, _ event: Event, log: CollectedLog?, now: Timestamp) {
        variables = Composer.variables(event, notification, log: log)
        settings = RenderSettings(now: now)
    }

    /// The text without blanks around it; empty where its template fails.
    mutating func rendered(_ source: String, as field: String) -> String {
        guard Template.hasMarkup(source) else { return source.trimmed }
        do throws(TemplateError) {
            return try Template(source).render(variables, settings).trimmed
        } catch {
            remarks.append("its \(field) template failed at \(error)")
            return ""
        }
    }

    /// Makes the message known to what is rendered after it.
    mutating func note(own: String, text: String) {
        variables["message"] = .string(text)
        guard var notification = variables["notification"]?.object else { return }
        notification["message"] = .string(own)
        variables["notification"] = .object(notification)
    }

    /// Makes the subject known to what is rendered after it.
    mutating func note(subject: String) { variables["subject"] = .string(subject) }
}
