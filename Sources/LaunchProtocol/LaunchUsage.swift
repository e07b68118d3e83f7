/// What a run used: all of its processes where it has a cgroup, and else those that it waited for.
package struct LaunchUsage: Hashable, Sendable {
    /// Microseconds of its own code.
    package let user: UInt64
    /// Microseconds the kernel spent for it.
    package let system: UInt64
    /// The most memory that a cgroup has counted, files in memory included, in bytes; without one the
    /// largest resident memory of one process, never less than the launcher's own private memory, since
    /// the kernel counts from before the command is executed.
    package let peakMemory: UInt64
    /// Microseconds from start to end, on the monotonic clock.
    package let wall: UInt64

    package init(user: UInt64, system: UInt64, peakMemory: UInt64, wall: UInt64) {
        self.user = user
        self.system = system
        self.peakMemory = peakMemory
        self.wall = wall
    }
}

extension LaunchUsage: WireValue {
    package func encode(into encoder: inout WireEncoder) {
        encoder.write(user)
        encoder.write(system)
        encoder.write(peakMemory)
        encoder.write(wall)
    }

    package init(from decoder: inout WireDecoder) throws(WireError) {
        user = try decoder.number()
        system = try decoder.number()
        peakMemory = try decoder.number()
        wall = try decoder.number()
    }
}
