package import LaunchProtocol

/// What is written into a run's cgroup before its command enters it, to hold its limits.
package struct ConfinementPlan: Hashable, Sendable {
    /// One file of the cgroup, and its text.
    package struct Setting: Hashable, Sendable {
        package let file: String
        package let text: String
        /// The limit that does not hold when this cannot be written; nil where it only helps.
        package let limit: Controller?
    }

    package let settings: [Setting]
    /// The limits that are asked for and whose controller is not there.
    package let missing: [Controller]

    package init(_ limits: LaunchLimits, controllers: Set<Controller>) {
        var settings: [Setting] = []
        if controllers.contains(.memory) {
            // A run of which one process was killed is no run any more: all or none.
            settings.append(Setting(file: "memory.oom.group", text: "1", limit: nil))
        }
        var missing: [Controller] = []
        for (controller, texts) in Self.texts(limits) {
            if controllers.contains(controller) {
                settings += texts
            } else {
                missing.append(controller)
            }
        }
        self.settings = settings
        self.missing = missing
    }

    private static func texts(_ limits: LaunchLimits) -> [(Controller, [Setting])] {
        var texts: [(Controller, [Setting])] = []
        if let cpu = limits.cpu {
            let quota = cpu * period / 1000
            texts.append(
                (.cpu, [Setting(file: "cpu.max", text: "\(quota) \(period)", limit: .cpu)]))
        }
        if let memory = limits.memory {
            let most = Setting(file: "memory.max", text: "\(memory)", limit: .memory)
            // Where the kernel does not account for swap there is no such file.
            let swap = Setting(file: "memory.swap.max", text: "0", limit: nil)
            texts.append((.memory, [most, swap]))
        }
        if let processes = limits.processes {
            texts.append(
                (.pids, [Setting(file: "pids.max", text: "\(processes)", limit: .pids)]))
        }
        return texts
    }

    /// Microseconds over which processor time is shared out: the kernel's own standard.
    private static let period: UInt64 = 100_000
}
