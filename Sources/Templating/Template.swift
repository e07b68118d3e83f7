package import Formats

/// A text of the Jinja language, parsed once and rendered often.
package struct Template: Sendable {
    private let source: SourceText
    private let body: [any Statement]

    /// Reads the text; errors name the place.
    package init(
        _ source: String, limits: TemplateLimits = .standard
    ) throws(TemplateError) {
        self.source = SourceText(source)
        guard source.utf8.count <= limits.sourceBytes else {
            throw self.source.error(
                .limit("a template has at most \(limits.sourceBytes) bytes"), at: 0)
        }
        var parser = Parser(try Lexer.tokens(of: self.source), self.source, limits)
        body = try parser.template()
    }

    /// The text with its variables filled in.
    package func render(
        _ variables: JSONObject, _ settings: RenderSettings
    ) throws(TemplateError) -> String {
        let rendering = Rendering(variables, settings)
        defer { rendering.dispose() }
        do throws(Fault) {
            try rendering.run(body)
            return rendering.output
        } catch {
            throw source.error(error, at: rendering.place)
        }
    }

    /// Whether the text has any markup at all; without it, it stands for itself.
    package static func hasMarkup(_ source: String) -> Bool {
        var isOpen = false
        for byte in source.utf8 {
            if isOpen, [UInt8(ascii: "{"), UInt8(ascii: "%"), UInt8(ascii: "#")].contains(byte) {
                return true
            }
            isOpen = byte == UInt8(ascii: "{")
        }
        return false
    }
}
