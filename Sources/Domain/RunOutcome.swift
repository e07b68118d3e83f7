import Formats

/// How a run ended, in the words of its state.
package struct RunOutcome: Hashable, Sendable {
    package let state: RunState
    package let reason: ErrorReason?
    /// One sentence for people; empty when there is nothing to add.
    package let message: String
    package let exit: ExitStatus?
    package let usage: ResourceUsage?

    private init(
        _ state: RunState, reason: ErrorReason? = nil, message: String = "",
        exit: ExitStatus? = nil, usage: ResourceUsage? = nil
    ) {
        self.state = state
        self.reason = reason
        self.message = message
        self.exit = exit
        self.usage = usage
    }

    /// Judges an end: the abort that was asked for, the timeout, then what the command said itself.
    package static func ended(
        _ exit: ExitStatus, usage: ResourceUsage, timedOut: Bool, aborted: Bool, note: String = "",
        successExitCodes: [Int32]
    ) -> RunOutcome {
        if aborted {
            return RunOutcome(.aborted, message: "aborted by request", exit: exit, usage: usage)
        }
        if timedOut {
            return RunOutcome(
                .error, reason: .timeout, message: "took longer than its timeout", exit: exit,
                usage: usage)
        }
        switch exit {
        case .exited(let code) where successExitCodes.contains(code):
            return RunOutcome(.completed, exit: exit, usage: usage)
        case .exited(let code):
            return RunOutcome(
                .error, reason: .exit, message: note.isEmpty ? "exit status \(code)" : note,
                exit: exit, usage: usage)
        case .signalled(let signal):
            return RunOutcome(
                .error, reason: .signal,
                message: note.isEmpty ? "ended by \(SignalName.of(signal))" : note, exit: exit,
                usage: usage)
        }
    }

    /// The words for a command that the kernel killed for want of memory: the limit that it reached, or nil
    /// where the machine, or whatever notifyd may use in all, had none left.
    package static func outOfMemory(limit: Int64?) -> String {
        let cause = limit.map { "limit \(ByteCountText.text($0))" } ?? "of the machine"
        return "killed: out of memory (\(cause))"
    }

    /// Ended by a signal that whoever ran the command sent to it.
    package static func interrupted(
        by signal: Int32, exit: ExitStatus, usage: ResourceUsage
    ) -> RunOutcome {
        RunOutcome(
            .aborted, message: "aborted by \(SignalName.of(signal))", exit: exit, usage: usage)
    }

    /// The command could not be started.
    package static func notStarted(_ why: String) -> RunOutcome {
        RunOutcome(.error, reason: .start, message: why)
    }

    /// Nobody is left who could tell how it ended.
    package static func lost(_ why: String) -> RunOutcome {
        RunOutcome(.error, reason: .lost, message: why)
    }

    /// Ended to make room for a newer run, before or after it was started.
    package static func replaced(
        by newer: UID, exit: ExitStatus? = nil, usage: ResourceUsage? = nil
    ) -> RunOutcome {
        RunOutcome(
            .aborted, message: "replaced by the newer run \(newer)", exit: exit, usage: usage)
    }

    /// Ended before it was started.
    package static let abortedBeforeStart = RunOutcome(
        .aborted, message: "aborted before it started")
}
