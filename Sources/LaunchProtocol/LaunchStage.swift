/// Where a launch failed; the numbers are those of `enum linux_stage`.
package enum LaunchStage: UInt8, Hashable, Sendable, CaseIterable {
    /// No process, pipe or room for one more.
    case process = 1
    case session = 2
    /// Standard input, output and error.
    case descriptors = 3
    case limits = 4
    case niceness = 5
    /// Unknown, not permitted, or not to be switched to.
    case user = 6
    case directory = 7
    /// Not found, or not executable.
    case command = 8
    /// The command's process could not enter its cgroup.
    case cgroup = 9
}
