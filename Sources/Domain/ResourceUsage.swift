/// What a run used: all of its processes where it has a cgroup, and else those that it waited for.
package struct ResourceUsage: Hashable, Sendable {
    /// Processor time of its own code.
    package var user: Duration
    /// Processor time the kernel spent for it.
    package var system: Duration
    /// The most memory at a time, in bytes: with files in memory where it has a cgroup, and else the
    /// largest resident memory of one of its processes.
    package var peakMemory: Int64
    /// Time from start to end.
    package var wall: Duration

    package init(user: Duration, system: Duration, peakMemory: Int64, wall: Duration) {
        self.user = user
        self.system = system
        self.peakMemory = peakMemory
        self.wall = wall
    }
}
