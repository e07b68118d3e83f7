import Platform

/// Runs a task's jobs only when the test says so, on the test's thread.
///
/// After `run()` each of its tasks has ended or is suspended: there is nothing to wait for.
final class SteppedExecutor: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var waiting: CheckedContinuation<Void, Never>?
    }

    private let state = Locked(State())

    var hasJobs: Bool { state.withLock { !$0.jobs.isEmpty } }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock {
            $0.jobs.append(job)
            $0.waiting?.resume()
            $0.waiting = nil
        }
    }

    /// Runs what is ready, and what that makes ready.
    func run() {
        while let job = state.withLock({ $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }) {
            unsafe job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }

    /// Starts a task and runs it until it is suspended.
    func start<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) -> Task<Value, any Error> {
        let task = Task(executorPreference: self) { try await body() }
        run()
        return task
    }

    /// Waits until a task is woken, runs it on, and takes its result.
    func finish<Value: Sendable>(_ task: Task<Value, any Error>) async throws -> Value {
        await withCheckedContinuation { continuation in
            state.withLock {
                if $0.jobs.isEmpty { $0.waiting = continuation } else { continuation.resume() }
            }
        }
        run()
        return try await task.value
    }
}
