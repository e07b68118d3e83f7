import Domain
import Formats
import LaunchProtocol
import Persistence

extension LaunchRequest {
    /// What the launcher is asked for a run.
    init(
        _ startable: StartableRun, as account: RunAccount,
        environment: [(name: String, value: String)]
    ) {
        let definition = startable.definition
        self.init(
            id: startable.run.launchID, arguments: definition.command.arguments,
            environment: environment.map { Variable($0.name, $0.value) },
            directory: definition.directory,
            user: account.name,
            limits: LaunchLimits(
                memory: definition.limits.memory.map(UInt64.init),
                cpu: definition.limits.cpu.map(UInt64.init),
                processes: definition.limits.processes.map(UInt64.init),
                openFiles: definition.limits.openFiles.map(UInt64.init),
                niceness: definition.limits.nice, output: UInt64(definition.limits.output)),
            timeout: definition.timeout.map { UInt64($0.microseconds) },
            grace: UInt64(definition.grace.microseconds),
            keepsLeftovers: definition.policies.leftovers == .keep)
    }
}

/// Why a run cannot even be handed to the launcher.
struct LaunchFault: Error, Sendable {
    let message: String
}

extension Run {
    /// What the launcher knows this attempt by.
    var launchID: String { Self.launchID(uid, attempt: attempt) }

    static func launchID(_ uid: UID, attempt: Int64) -> String { "\(uid).\(attempt)" }
}
