/// What a command may use; nil is as the launcher itself.
package struct LaunchLimits: Hashable, Sendable {
    /// Bytes of memory: of the whole run in a cgroup (memory.max), and else of private writable memory of
    /// each process (RLIMIT_DATA: what is only reserved does not count).
    package var memory: UInt64?
    /// Thousandths of a processor for the whole run; holds in a cgroup only.
    package var cpu: UInt64?
    /// Processes and threads of the whole run; holds in a cgroup only.
    package var processes: UInt64?
    /// Open file descriptors.
    package var openFiles: UInt64?
    /// Niceness from -20 to 19.
    package var niceness: Int32?
    /// Bytes of output kept; of a longer one the middle is dropped.
    package var output: UInt64?
    /// Bytes of a core file.
    package var core: UInt64

    package init(
        memory: UInt64? = nil, cpu: UInt64? = nil, processes: UInt64? = nil,
        openFiles: UInt64? = nil, niceness: Int32? = nil, output: UInt64? = nil, core: UInt64 = 0
    ) {
        self.memory = memory
        self.cpu = cpu
        self.processes = processes
        self.openFiles = openFiles
        self.niceness = niceness
        self.output = output
        self.core = core
    }
}

extension LaunchLimits: WireValue {
    package func encode(into encoder: inout WireEncoder) {
        encoder.write(memory)
        encoder.write(cpu)
        encoder.write(processes)
        encoder.write(openFiles)
        encoder.write(niceness)
        encoder.write(output)
        encoder.write(core)
    }

    package init(from decoder: inout WireDecoder) throws(WireError) {
        memory = try decoder.optional { (decoder) throws(WireError) in try decoder.number() }
        cpu = try decoder.optional { (decoder) throws(WireError) in
            let value = try decoder.number(UInt64.self)
            guard (1...LaunchBounds.cpu).contains(value) else {
                throw WireError("a limit of \(value) thousandths of a processor")
            }
            return value
        }
        processes = try decoder.optional { (decoder) throws(WireError) in try decoder.number() }
        openFiles = try decoder.optional { (decoder) throws(WireError) in try decoder.number() }
        niceness = try decoder.optional { (decoder) throws(WireError) in
            let value = try decoder.number(Int32.self)
            guard (-20...19).contains(value) else { throw WireError("niceness \(value)") }
            return value
        }
        output = try decoder.optional { (decoder) throws(WireError) in
            let value = try decoder.number(UInt64.self)
            guard value <= Int64.max else { throw WireError("an output limit of \(value) bytes") }
            return value
        }
        core = try decoder.number()
    }
}
