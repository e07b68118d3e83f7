/// How a request is an event of CloudEvents (its HTTP binding 1.0.2, section 3).
enum CloudEventMode: String, Sendable, CaseIterable {
    /// The body is the event.
    case structured
    /// Headers are, and the body is its data.
    case binary
}
