package import Formats

/// What a kind of channel says of itself: validation, help and the JSON Schema come from it.
package struct ChannelDeclaration: Sendable {
    package let kind: String
    /// One sentence.
    package let summary: String
    package let parameters: [ParameterDeclaration]
    /// Whether only administrators may configure one, because it acts as the service's own user.
    package let isForAdministrators: Bool

    package init(
        kind: String, summary: String, parameters: [ParameterDeclaration],
        isForAdministrators: Bool = false
    ) {
        self.kind = kind
        self.summary = summary
        self.parameters = parameters
        self.isForAdministrators = isForAdministrators
    }
}

/// One parameter of a channel.
package struct ParameterDeclaration: Sendable {
    package enum Form: String, Sendable, CaseIterable {
        case text, boolean, integer, object, any
        /// A text or a list of texts.
        case texts
    }

    package let name: String
    package let form: Form
    package let isRequired: Bool
    /// Never shown to anybody.
    package let isSecret: Bool
    /// Whether the texts in it are templates.
    package let holdsTemplates: Bool
    package let standard: JSONValue?
    /// One sentence.
    package let meaning: String

    package init(
        _ name: String, _ form: Form, isRequired: Bool = false, isSecret: Bool = false,
        holdsTemplates: Bool = false, standard: JSONValue? = nil, meaning: String
    ) {
        self.name = name
        self.form = form
        self.isRequired = isRequired
        self.isSecret = isSecret
        self.holdsTemplates = holdsTemplates
        self.standard = standard
        self.meaning = meaning
    }
}
