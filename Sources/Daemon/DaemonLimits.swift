import Domain

/// The bounds of the daemon's composition.
package enum DaemonLimits {
    /// Announcements kept for a listener who is slow; the oldest are dropped.
    package static let announcements = 4096
    /// Occurrences that are told where nobody says how many.
    static let occurrences = 10
    /// Characters of a name that nothing has, when it is repeated to who asked for it.
    static let repeatedName = 2 * Limits.nameLength + 1
    /// Bytes of one settings or schedule file.
    static let definitionFileBytes = 8 * 1024 * 1024
    /// Files of one folder of settings or schedules.
    static let definitionFiles = 1000
    /// The least time between two reports of the state to the service manager.
    static let statusInterval: Duration = .seconds(1)
    /// How long it is believed that somebody administers or not.
    static let administratorKept: Duration = .seconds(10)
    /// Owners of whom that is remembered.
    static let rememberedOwners = 4096
    /// How long the start waits for plugins to describe themselves.
    static let pluginPatience: Duration = .seconds(3)
    /// Bytes of a log that is asked for in one reply; JSON may make six of each.
    static let wholeLogBytes = Limits.frameBytes / 8
}
