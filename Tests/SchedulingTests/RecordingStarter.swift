import Domain
import Formats
import Persistence
import Platform
import Scheduling
import TestKit

/// Takes runs as the supervisor would, and notes them; each ends at once unless the test wants it to go on.
final class RecordingStarter: RunStarter {
    private struct State {
        var store: Store?
        var scheduler: Scheduler?
        var started: [Run] = []
        var batches: [Int] = []
        var created = 0
        var clockSettings = 0
        var endsRuns = true
        var slow: Set<String> = []
        var underWay: [Run] = []
        var isGone = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let clock: any WallClock
    private let state = Watched(State())

    init(clock: any WallClock) { self.clock = clock }

    var store: Store? {
        get { state.withLock { $0.store } }
        set { state.withLock { $0.store = newValue } }
    }

    /// Who is told of ends.
    var scheduler: Scheduler? {
        get { state.withLock { $0.scheduler } }
        set { state.withLock { $0.scheduler = newValue } }
    }

    /// What was handed over, in its order.
    var started: [Run] { state.withLock { $0.started } }
    /// How many runs each hand-over had.
    var batches: [Int] { state.withLock { $0.batches } }
    var createdCount: Int { state.withLock { $0.created } }
    var clockSettings: Int { state.withLock { $0.clockSettings } }

    /// Whether runs end as soon as they are started.
    var endsRuns: Bool {
        get { state.withLock { $0.endsRuns } }
        set { state.withLock { $0.endsRuns = newValue } }
    }

    /// Names of schedules whose runs go on until all are ended.
    var slow: Set<String> {
        get { state.withLock { $0.slow } }
        set { state.withLock { $0.slow = newValue } }
    }

    /// Ends what is under way.
    func endAll() async {
        let runs = state.withLock { state in
            defer { state.underWay = [] }
            return state.underWay
        }
        await end(runs)
    }

    func created(_ result: DueResult) { state.withLock { $0.created += result.runs.count } }

    func clockWasSet() { state.withLock { $0.clockSettings += 1 } }

    /// From now on there is no launcher.
    func goAway() { state.withLock { $0.isGone = true } }

    /// Returns when the scheduler waits for a launcher.
    func awaitQuestion() async { await state.wait { !$0.waiting.isEmpty } }

    func comeBack() {
        state.withLock {
            $0.isGone = false
            for continuation in $0.waiting { continuation.resume() }
            $0.waiting = []
        }
    }

    func launcherInstance() async throws -> String {
        await withCheckedContinuation { continuation in
            state.withLock {
                guard $0.isGone else { return continuation.resume() }
                $0.waiting.append(continuation)
            }
        }
        return "launcher"
    }

    func start(_ runs: [StartableRun]) async {
        let ending = state.withLock { state in
            state.started += runs.map(\.run)
            state.batches.append(runs.count)
            let (endsRuns, slow) = (state.endsRuns, state.slow)
            let goesOn = { (run: Run) in !endsRuns || slow.contains(run.key.name.text) }
            state.underWay += runs.map(\.run).filter(goesOn)
            return runs.map(\.run).filter { !goesOn($0) }
        }
        await end(ending)
    }

    /// Ends runs, as the launcher would tell it.
    func end(_ runs: [Run]) async {
        guard let store, !runs.isEmpty else { return }
        let now = clock.now
        let usage = ResourceUsage(user: .zero, system: .zero, peakMemory: 0, wall: .zero)
        let outcome = RunOutcome.ended(
            .exited(0), usage: usage, timedOut: false, aborted: false, successExitCodes: [0])
        let completions = runs.map {
            Completion(
                uid: $0.uid, attempt: $0.attempt, outcome: outcome, startedAt: now, endedAt: now)
        }
        do {
            let ended = try await store.completeRuns(completions)
            await scheduler?.runsEnded(ended)
        } catch {
            fatalError("a run could not be ended: \(error)")
        }
    }
}
