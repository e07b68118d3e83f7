package import Formats

/// What a template's text depends on besides its variables.
package struct RenderSettings: Sendable {
    /// What `now()` gives.
    package var now: Timestamp
    /// What happens to printed values.
    package var escaping: Escaping
    package var limits: TemplateLimits
    /// What `{{ name }}`, the name alone, gives in place of the value: as it is, never escaped.
    package var printed: [String: String]

    package init(
        now: Timestamp, escaping: Escaping = .none, limits: TemplateLimits = .standard,
        printed: [String: String] = [:]
    ) {
        self.now = now
        self.escaping = escaping
        self.limits = limits
        self.printed = printed
    }
}
