import Domain
import Glibc
import LaunchProtocol

extension EndedRun {
    /// What was at fault, where the exit status does not say it; empty when there is nothing to add.
    func note(limits: RunLimits) -> String {
        if outputExceeded { return "wrote more than its output limit" }
        guard case .outOfMemory(let ownLimit) = exit else { return "" }
        return RunOutcome.outOfMemory(limit: ownLimit ? limits.memory : nil)
    }
}

extension LaunchExit {
    var status: ExitStatus {
        switch self {
        case .exited(let code): .exited(code)
        case .signalled(let signal, _): .signalled(signal)
        case .outOfMemory: .signalled(SIGKILL)
        }
    }
}
