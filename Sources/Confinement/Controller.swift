/// A controller of cgroups of version 2 that a run's limits need.
package enum Controller: String, CaseIterable, Comparable, Sendable {
    case cpu, memory, pids

    /// Those of ours that a list of the kernel names, such as `cgroup.controllers`.
    package static func named(in list: String) -> Set<Controller> {
        Set(list.split(whereSeparator: \.isWhitespace).compactMap { Controller(rawValue: "\($0)") })
    }

    package static func < (one: Controller, other: Controller) -> Bool {
        one.rawValue < other.rawValue
    }
}
