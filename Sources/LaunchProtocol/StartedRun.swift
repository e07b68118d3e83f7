/// A run whose command is executing.
package struct StartedRun: Hashable, Sendable {
    package let id: String
    /// The command's process, which leads its session and process group.
    package let pid: Int32
    /// Microseconds since 1970.
    package let at: Int64

    package init(id: String, pid: Int32, at: Int64) {
        self.id = id
        self.pid = pid
        self.at = at
    }
}

extension StartedRun: WireValue {
    package func encode(into encoder: inout WireEncoder) {
        encoder.write(id)
        encoder.write(pid)
        encoder.write(at)
    }

    package init(from decoder: inout WireDecoder) throws(WireError) {
        id = try decoder.id()
        pid = try decoder.number()
        at = try decoder.number()
    }
}
