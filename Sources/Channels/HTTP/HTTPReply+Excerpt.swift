extension HTTPReply {
    /// The beginning of the body as a text on one line; empty when it says nothing.
    var excerpt: String {
        let source = body.prefix(Limits.excerptSource)
        let text = String(decoding: source, as: UTF8.self).cleaned(oneLine: true)
        var words = text.split(separator: " ")
        // The last word may be the beginning of a secret that the end of the source has cut.
        if body.count > source.count || bodyIsCut { words = words.dropLast() }
        return words.joined(separator: " ").cut(to: Limits.excerpt)
    }
}
