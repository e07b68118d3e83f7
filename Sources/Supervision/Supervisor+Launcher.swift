import Launching

extension Supervisor {
    /// A task that waits for a launcher.
    struct AwaitingLauncher {
        let continuation: CheckedContinuation<String, any Error>
        /// Whether it waits on when a launcher was sought in vain.
        let isPatient: Bool
    }

    /// The launcher that runs are handed to now.
    ///
    /// Waits while there is none, and until what is known of runs before is recorded: whoever creates a run
    /// goes by what the store says of the others. It does not wait for a store that can record nothing.
    package func launcherInstance() async throws -> String {
        try await awaitLauncher(isPatient: true)
    }

    /// The launcher that runs are handed to now, for somebody who waits for an answer.
    ///
    /// - Throws: `LauncherError` when it was sought in vain.
    package func presentLauncher() async throws -> String {
        if launcher == nil, let trouble { throw trouble }
        return try await awaitLauncher(isPatient: false)
    }

    private func awaitLauncher(isPatient: Bool) async throws -> String {
        if isOpen, let launcher { return launcher.instance }
        waits += 1
        let number = waits
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                if isStopped || Task.isCancelled {
                    continuation.resume(throwing: CancellationError())
                } else {
                    awaitingLauncher[number] = AwaitingLauncher(
                        continuation: continuation, isPatient: isPatient)
                }
            }
        } onCancel: {
            Task { await stopAwaitingLauncher(number) }
        }
    }

    func stopAwaitingLauncher(_ number: Int) {
        awaitingLauncher.removeValue(forKey: number)?.continuation
            .resume(throwing: CancellationError())
    }

    /// Lets runs be created for the launcher.
    func open() {
        guard let launcher, !isOpen else { return }
        isOpen = true
        let instance = launcher.instance
        for waiting in awaitingLauncher.values { waiting.continuation.resume(returning: instance) }
        awaitingLauncher = [:]
    }

    func dropLauncher() {
        launcher = nil
        isOpen = false
    }

    /// Notes that a launcher was sought in vain, and tells those who do not wait for the next try.
    func miss(_ error: LauncherError) {
        trouble = error
        for (number, waiting) in awaitingLauncher where !waiting.isPatient {
            awaitingLauncher[number] = nil
            waiting.continuation.resume(throwing: error)
        }
    }
}
