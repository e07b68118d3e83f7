import Domain
import Persistence

/// The variables that tell a command which run it is, what it is given, and whom it reports to.
struct RunEnvironment {
    let startable: StartableRun
    /// The path of the file that takes its results.
    let results: String
    /// The path of the control socket.
    let socket: String

    /// The schedule's own variables, the parameters, then ours, which those cannot replace.
    var variables: [(name: String, value: String)] {
        startable.definition.environment.sorted { $0.key < $1.key }
            .map { (name: $0.key, value: $0.value) }
            + startable.run.variables(
                results: results, previousSuccess: startable.previousSuccess)
            + [("NOTIFYD_SOCKET", socket)]
    }
}
