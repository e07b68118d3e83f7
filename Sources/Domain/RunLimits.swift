/// What a run may use; nil is without limit of our own.
package struct RunLimits: Hashable, Sendable {
    /// Bytes of memory: of the whole run where it has a cgroup, and else of each process's private memory.
    package var memory: Int64?
    /// Thousandths of a processor, for the whole run; holds where it has a cgroup.
    package var cpu: Int64?
    /// Processes and threads at once, of the whole run; holds where it has a cgroup.
    package var processes: Int64?
    /// Open file descriptors.
    package var openFiles: Int64?
    /// Niceness from -20 to 19; nil is the launcher's own.
    package var nice: Int32?
    /// Bytes of output kept; of a longer one the middle is dropped.
    package var output: Int64

    package init(
        memory: Int64? = nil, cpu: Int64? = nil, processes: Int64? = nil,
        openFiles: Int64? = nil, nice: Int32? = nil, output: Int64 = Limits.outputBytes
    ) {
        self.memory = memory
        self.cpu = cpu
        self.processes = processes
        self.openFiles = openFiles
        self.nice = nice
        self.output = output
    }
}
