package import Persistence

/// What takes the runs that are due and starts them.
package protocol RunStarter: Sendable {
    /// The launcher that runs will be handed to; waits while there is none.
    func launcherInstance() async throws -> String
    /// Takes over runs that were just created.
    func start(_ runs: [StartableRun]) async
}
