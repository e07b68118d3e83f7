/// What a kind of channel says of itself: validation, help and the JSON Schema come from it.
package struct ChannelDeclaration: Sendable {
    package let kind: String
    /// One sentence.
    package let summary: String
    package let parameters: [ParameterDeclaration]

    package init(kind: String, summary: String, parameters: [ParameterDeclaration]) {
        self.kind = kind
        self.summary = summary
        self.parameters = parameters
    }
}
