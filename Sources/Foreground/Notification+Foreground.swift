package import Domain

extension Notification {
    /// Whether a run of the foreground can come to anything that it listens to.
    package var isForForeground: Bool { when.contains(where: Self.possible.contains) }

    /// Such a run starts at once or never, is tried once, and follows no other.
    private static let possible: Set<Interest> = [
        .running, .reported, .completed, .error, .aborted, .exit, .signal, .timeout, .start,
        .exception,
    ]
}
