package import LaunchProtocol

extension LaunchExit {
    /// The end with its cause, where the kernel has killed for want of memory.
    ///
    /// - Parameter events: `memory.events` of the run's cgroup; nil where it has none.
    package func explained(byMemoryEvents events: String?) -> LaunchExit {
        // Another signal, or an exit status, is the command's own end, whatever befell its children.
        guard case .signalled(signal: Self.kill, _) = self, let events else { return self }
        let counts = FlatKeyed(events)
        guard let kills = counts["oom_kill"], kills > 0 else { return self }
        return .outOfMemory(ownLimit: counts["oom"] ?? 0 > 0)
    }

    /// SIGKILL.
    private static let kill: Int32 = 9
}
