import Domain

/// The bounds of the daemon's composition.
package enum DaemonLimits {
    /// The most active runs at once that a limit of the settings may name.
    package static let activeRuns = 1...100_000
    /// Announcements kept for a listener who is slow; the oldest are dropped.
    package static let announcements = 4096
    /// Occurrences that are told where nobody says how many.
    static let occurrences = 10
    /// Characters of a name that nothing has, when it is repeated to who asked for it.
    static let repeatedName = 2 * Limits.nameLength + 1
    /// Bytes of a log that is asked for in one reply; JSON may make six of each.
    static let wholeLogBytes = Limits.frameBytes / 8
}
