extension HTTPReply {
    /// The beginning of the body as a text on one line; empty when it says nothing.
    var excerpt: String { Excerpt.text(body, isCut: bodyIsCut) }
}
