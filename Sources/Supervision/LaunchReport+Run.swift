import LaunchProtocol
import Launching

extension LaunchReport {
    /// The run it speaks of; nil when it speaks of the connection.
    var id: String? {
        switch self {
        case .started(let run): run.id
        case .notStarted(let failure): failure.id
        case .ended(let run): run.id
        case .disconnected: nil
        }
    }

    /// Whether the launcher now waits for the run to be acknowledged.
    var isEnd: Bool {
        switch self {
        case .notStarted, .ended: true
        case .started, .disconnected: false
        }
    }
}

extension HeldRun {
    /// What the launcher would have reported last; nil when the command is not executed yet.
    var report: LaunchReport? {
        switch self {
        case .starting: nil
        case .running(let run): .started(run)
        case .notStarted(let failure): .notStarted(failure)
        case .ended(let run): .ended(run)
        }
    }
}
