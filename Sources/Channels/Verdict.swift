/// What an attempt means for its delivery.
package enum Verdict: Sendable, Equatable {
    case delivered
    /// To be tried again; `after` is what the destination asked for.
    case retry(after: Duration?, reason: String)
    /// Trying again would change nothing.
    case rejected(reason: String)
}
