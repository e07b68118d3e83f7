/// What becomes of an answer that leads elsewhere.
package enum HTTPRedirects: Sendable, Equatable {
    /// It is the answer.
    case refused
    /// The request goes there, with the same method and body; to another origin only with the header
    /// fields of these names, in lower case, since others may be secret.
    case followed(keeping: Set<String>)
}
