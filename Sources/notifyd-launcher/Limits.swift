/// The launcher's own bounds.
enum Limits {
    /// Runs held at a time, running or not yet acknowledged.
    static let heldRuns = 32_768
    /// Connections that have not said hello; one more closes the oldest.
    static let strangers = 8
    /// Connections that may wait to be accepted.
    static let backlog: Int32 = 64
    /// Microseconds until the next try when a connection cannot be accepted.
    static let acceptInterval: UInt64 = 1_000_000
    /// Bytes received at a time.
    static let receiveBytes = 64 * 1024
    /// Receptions from one connection before the others have their turn.
    static let receptionsPerTurn = 64
    /// Unsent bytes at which no more is received from a connection.
    static let pausingBytes = 1024 * 1024
    /// Unsent bytes at which a connection that does not read is closed.
    static let unsentBytes = 64 * 1024 * 1024
    /// Bytes of the state handed to the next program.
    static let handoverBytes = 256 * 1024 * 1024
    /// Microseconds between two looks at an output that grows.
    static let outputInterval: UInt64 = 1_000_000
    /// Output is freed in whole blocks of this many bytes.
    static let blockBytes: Int64 = 4096
    /// Microseconds without any client and any run after which the launcher ends.
    static let loneliness: UInt64 = 600 * 1_000_000
    /// Bytes of an account's entry.
    static let accountBytes = 1024 * 1024
    /// Groups of one account; the kernel's own bound.
    static let groups = 65_536
    /// Names tried for a run's cgroup, while those of earlier launches of its id are not gone.
    static let cgroupNames = 16
    /// Cgroups below a run's own that are removed with it, one within the other.
    static let cgroupDepth = 16
    /// Bytes of a file of the kernel, such as a process's environment.
    static let kernelFileBytes = 4 * 1024 * 1024
}
