/// Something that is not there: it prints as nothing, and any use of it is an error.
final class Undefined: Sendable {
    /// The sentence of that error.
    let reason: String

    init(_ reason: String) { self.reason = reason }

    var fault: Fault { .undefined(reason) }
}
