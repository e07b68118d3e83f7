/// What a macro or the body of a call block takes.
struct Parameter: Sendable {
    let name: String
    let standard: (any Expression)?
}
