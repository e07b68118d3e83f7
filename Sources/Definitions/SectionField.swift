/// A key of a section, which says for one status whom to tell.
package enum SectionField: String, CaseIterable, Sendable {
    case plugins, subject, message, emails, nicks

    /// What every section must say.
    package static let required: [SectionField] = [.plugins]

    /// Those that are handed to plugins as parameters of the same name, where they have one.
    static let addressees: [SectionField] = [.emails, .nicks]
}

/// A key of a plugin, where a section names its plugins as an object.
package enum PluginField: String, CaseIterable, Sendable {
    case subject, message
    case parameters = "params"
    case secretParameters = "secret_params"
}
