package import Formats

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
    /// Whether it says where messages go, on whose behalf, or how safely.
    ///
    /// Those of a route, with the secrets that have defaults, come from one hand: where somebody gives any
    /// of them, none of the others is taken from the environment, so that no secret of the service goes
    /// where somebody else wants it.
    package let isRoute: Bool
    /// Whether only administrators may give it, since it leads to what the service alone can read.
    package let needsAdministrator: Bool
    /// Whether the texts in it are templates.
    package let holdsTemplates: Bool
    package let standard: JSONValue?
    /// The variables of the environment that stand in for it, the first that is set.
    package let environment: [String]
    /// Another parameter, without which its variables do not count.
    package let environmentNeeds: String?
    /// One sentence.
    package let meaning: String

    package init(
        _ name: String, _ form: Form, isRequired: Bool = false, isSecret: Bool = false,
        isRoute: Bool = false, needsAdministrator: Bool = false, holdsTemplates: Bool = false,
        standard: JSONValue? = nil, environment: [String] = [], environmentNeeds: String? = nil,
        meaning: String
    ) {
        self.name = name
        self.form = form
        self.isRequired = isRequired
        self.isSecret = isSecret
        self.isRoute = isRoute
        self.needsAdministrator = needsAdministrator
        self.holdsTemplates = holdsTemplates
        self.standard = standard
        self.environment = environment
        self.environmentNeeds = environmentNeeds
        self.meaning = meaning
    }

    /// Whether it is of what has to come from one hand.
    package var belongsToRoute: Bool { isRoute || isSecret && !environment.isEmpty }
}
