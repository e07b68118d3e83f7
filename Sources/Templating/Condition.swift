package import Formats

/// The condition of a notification: a template whose text says whether it is sent.
///
/// It is not sent when the text, in whatever case, is one of six words: blanks around them count. A
/// condition that cannot be parsed or rendered never keeps a notification back.
package struct Condition: Sendable {
    /// The texts that keep a notification back, in lower case.
    package static let refusals = ["0", "no", "n", "f", "false", "off"]

    private let template: Result<Template, TemplateError>

    package init(_ source: String) {
        template = Result { () throws(TemplateError) in try Template(source) }
    }

    /// The decision for a run.
    package func verdict(
        _ variables: JSONObject, _ settings: RenderSettings
    ) -> ConditionVerdict {
        do throws(TemplateError) {
            let text = try template.get().render(variables, settings)
            return Self.refusals.contains(text.lowercased())
                ? .suppress(reason: "its condition gave \"\(text)\"") : .send(despite: nil)
        } catch {
            return .send(despite: error)
        }
    }
}
