/// The bounds of definitions that no other part needs to know.
package enum DefinitionLimits {
    /// Faults told of one request; what is beyond them is told after these are mended.
    package static let faults = 200
    /// Characters of a schedule's description.
    package static let descriptionLength = 10_000
    /// Characters of a label's key.
    package static let labelKeyLength = 100
    /// Characters of a label's value.
    package static let labelValueLength = 1000
    /// Characters of a recurrence expression.
    package static let whenLength = 1000
    /// Characters of a time zone's or a user's name.
    package static let wordLength = 256
    /// Exit statuses that mean success; every one there is.
    package static let exitCodes: ClosedRange<Int64> = 0...255
    /// Niceness (setpriority(2)).
    package static let nice: ClosedRange<Int64> = -20...19
    /// Bytes of memory: less starts no program.
    package static let memory: ClosedRange<Int64> = 1024 * 1024...1 << 50
    /// Thousandths of a processor: less the kernel does not share out, and no machine has more.
    package static let cpu: ClosedRange<Int64> = 10...1_000_000
    /// Processes and threads of a run: the kernel has no more numbers.
    package static let processes: ClosedRange<Int64> = 1...4_194_304
    /// Open file descriptors: fewer start no program, and more the kernel grants nobody by itself.
    package static let openFiles: ClosedRange<Int64> = 8...1_048_576
    /// Bytes of output kept.
    package static let output: ClosedRange<Int64> = 1...1 << 50
    /// The longest timeout.
    package static let timeout: Duration = .seconds(366 * 86_400)
    /// The longest grace.
    package static let grace: Duration = .seconds(86_400)
    /// Runs of a schedule that may be active at once.
    package static let maxActive: ClosedRange<Int64> = 1...1000
    /// Occurrences that are made up for at once.
    package static let catchUp: ClosedRange<Int64> = 1...1000
    /// How late an occurrence may start.
    package static let startDeadline: ClosedRange<Duration> = .seconds(1)...timeout
    /// By how much starts may be moved.
    package static let spread: ClosedRange<Duration> = .zero ... .seconds(86_400)
    /// Attempts after the first.
    package static let retries: ClosedRange<Int64> = 0...100
    /// Delays before a failed run is tried again.
    package static let retryDelay: ClosedRange<Duration> = .zero...timeout
    /// Exit statuses that mean "try again".
    package static let retriedExitCodes: ClosedRange<Int64> = 1...255
    /// Characters of a path in the settings (PATH_MAX).
    package static let pathLength = 4096
    /// Folders of plugins.
    package static let pluginFolders = 16
    /// Delays before a delivery that could not be sent is tried again.
    package static let deliveryRetryDelay: ClosedRange<Duration> =
        .milliseconds(1) ... .seconds(86_400)
    /// How long a delivery may be tried before it is given up.
    package static let giveUpAfter: ClosedRange<Duration> = .seconds(1) ... .seconds(366 * 86_400)
    /// The most active runs at once that a limit of the settings may name.
    package static let activeRuns: ClosedRange<Int64> = 1...100_000
    /// Characters of an unknown key that are still compared with known ones.
    static let comparedLength = 64
}
