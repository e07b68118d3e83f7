/// The beginning of somebody else's words as a text on one line, short enough for a reason.
package enum Excerpt {
    /// - Parameter isCut: whether more followed that was not kept.
    package static func text(_ bytes: some Collection<UInt8>, isCut: Bool = false) -> String {
        let source = bytes.prefix(Limits.excerptSource)
        let text = String(decoding: source, as: UTF8.self).cleaned(oneLine: true)
        var words = text.split(separator: " ")
        // The last word may be the beginning of a secret that the end of the source has cut.
        if bytes.count > source.count || isCut { words = words.dropLast() }
        return words.joined(separator: " ").cut(to: Limits.excerpt)
    }

    static func text(_ text: String) -> String { Excerpt.text(text.utf8) }
}
