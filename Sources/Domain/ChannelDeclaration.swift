/// What a kind of channel says of itself: validation, help and the JSON Schema come from it.
package struct ChannelDeclaration: Sendable {
    package let kind: String
    /// One sentence.
    package let summary: String
    package let parameters: [ParameterDeclaration]
    /// Whether its form has a place of its own for the variable `links`, so that texts need not name any.
    package let showsLinks: Bool

    package init(
        kind: String, summary: String, parameters: [ParameterDeclaration], showsLinks: Bool = false
    ) {
        self.kind = kind
        self.summary = summary
        self.parameters = parameters
        self.showsLinks = showsLinks
    }
}
