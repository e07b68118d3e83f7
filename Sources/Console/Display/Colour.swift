/// A colour of text on a terminal (ECMA-48, SGR).
package enum Colour: Int, Sendable {
    case bold = 1
    case dim = 2
    case red = 31
    case green = 32
    case yellow = 33
    case blue = 34

    func wrapped(_ text: String) -> String { "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" }

    /// The colour of a run's or delivery's state.
    package static func of(state: String) -> Colour? {
        switch state {
        case "completed", "sent", "created": .green
        case "error", "failed": .red
        case "running", "pending": .yellow
        case "aborted", "updated", "paused": .blue
        case "skipped", "suppressed", "unchanged": .dim
        default: nil
        }
    }
}
