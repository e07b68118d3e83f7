/// A run that is over: how it ended, why, and what it used.
package struct EndedRun: Hashable, Sendable {
    package let id: String
    package let exit: LaunchExit
    /// Its timeout had passed when it ended.
    package let timedOut: Bool
    /// It was asked to end.
    package let aborted: Bool
    /// It was ended because its output passed the limit where the middle cannot be dropped.
    package let outputExceeded: Bool
    package let usage: LaunchUsage
    /// Microseconds since 1970.
    package let startedAt: Int64
    /// Microseconds since 1970.
    package let endedAt: Int64

    package init(
        id: String, exit: LaunchExit, timedOut: Bool = false, aborted: Bool = false,
        outputExceeded: Bool = false, usage: LaunchUsage, startedAt: Int64, endedAt: Int64
    ) {
        self.id = id
        self.exit = exit
        self.timedOut = timedOut
        self.aborted = aborted
        self.outputExceeded = outputExceeded
        self.usage = usage
        self.startedAt = startedAt
        self.endedAt = endedAt
    }
}

extension EndedRun: WireValue {
    package func encode(into encoder: inout WireEncoder) {
        encoder.write(id)
        encoder.write(exit)
        encoder.write(timedOut)
        encoder.write(aborted)
        encoder.write(outputExceeded)
        encoder.write(usage)
        encoder.write(startedAt)
        encoder.write(endedAt)
    }

    package init(from decoder: inout WireDecoder) throws(WireError) {
        id = try decoder.id()
        exit = try LaunchExit(from: &decoder)
        timedOut = try decoder.bool()
        aborted = try decoder.bool()
        outputExceeded = try decoder.bool()
        usage = try LaunchUsage(from: &decoder)
        startedAt = try decoder.number()
        endedAt = try decoder.number()
    }
}
