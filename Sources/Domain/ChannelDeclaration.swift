/// What a kind of channel says of itself: validation, help and the JSON Schema come from it.
package struct ChannelDeclaration: Sendable {
    package let kind: String
    /// One sentence.
    package let summary: String
    package let parameters: [ParameterDeclaration]
    /// Groups of parameters, one of which has to be there as a whole; none where there is no such choice.
    package let alternatives: [[String]]
    /// Whether its form has a place of its own for the variable `links`, so that texts need not name any.
    package let showsLinks: Bool
    /// How many messages a destination takes in which time, where its service says so.
    package let rate: SendingRate?
    /// Characters of text that one message may gather from several, where it can; more would be cut.
    package let digestLength: Int?

    /// Whether only administrators may configure one, because it acts as the service's own user.
    package let isForAdministrators: Bool

    package init(
        kind: String, summary: String, parameters: [ParameterDeclaration],
        alternatives: [[String]] = [], showsLinks: Bool = false, rate: SendingRate? = nil,
        digestLength: Int? = nil, isForAdministrators: Bool = false
    ) {
        self.kind = kind
        self.summary = summary
        self.parameters = parameters
        self.alternatives = alternatives
        self.showsLinks = showsLinks
        self.rate = rate
        self.digestLength = digestLength
        self.isForAdministrators = isForAdministrators
    }
}
