/// What is behind a macro or the body of a call block.
struct MacroDefinition: Sendable {
    /// Nil for the body of a call block.
    let name: String?
    let parameters: [Parameter]
    let body: [any Statement]
    /// Which of `caller`, `varargs` and `kwargs` the body mentions.
    let extras: Set<String>
}
