/// The bounds of channels that are programs, each with its unit.
package enum ProgramLimits {
    /// How long a program may take for a delivery where nothing else is said.
    static let timeout = Duration.seconds(30)
    /// Seconds that it may be given.
    static let timeouts: ClosedRange<Int64> = 1...600
    /// Words of a command.
    static let words = 1000
    /// Bytes of such a word, as far as Linux takes them (MAX_ARG_STRLEN).
    static let wordBytes = 128 * 1024 - 1
    /// Characters of a kind's name.
    package static let kind = 32
    /// Characters of a sentence in a description.
    static let sentence = 1000
    /// Parameters of one description.
    static let parameters = 100
    /// Characters of a parameter's name.
    static let parameterName = 64
    /// Bytes of a description.
    package static let description = 256 * 1024
    /// How long a plugin may take to describe itself.
    package static let descriptionTime = Duration.seconds(10)
    /// Plugins of one machine.
    package static let plugins = 200
    /// Plugins that describe themselves at once, each on a thread of its own.
    package static let describing = 8
    /// Characters of apprise's title, which is one of its arguments.
    static let title = 200
}
