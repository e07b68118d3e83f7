package import LaunchProtocol

/// What a run used, as its cgroup has counted it: all of its processes, waited for or not.
package struct CgroupUsage: Hashable, Sendable {
    private let cpu: FlatKeyed
    private let peakMemory: UInt64?

    /// Takes the texts of `cpu.stat` and `memory.peak`; a file that is not there is nil.
    package init(cpuStat: String?, memoryPeak: String?) {
        cpu = FlatKeyed(cpuStat ?? "")
        peakMemory = memoryPeak.flatMap { text in
            UInt64(text.prefix { $0 != "\n" })
        }
    }

    /// The usage of a process and those it waited for, completed by what the cgroup knows.
    package func completing(_ usage: LaunchUsage) -> LaunchUsage {
        LaunchUsage(
            user: cpu["user_usec"] ?? usage.user, system: cpu["system_usec"] ?? usage.system,
            peakMemory: peakMemory ?? usage.peakMemory, wall: usage.wall)
    }
}
