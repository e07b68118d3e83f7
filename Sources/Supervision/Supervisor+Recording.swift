import Domain
import Formats
import LaunchProtocol
import Launching
import Persistence
import Platform

extension Supervisor {
    /// Records what the launcher reports, and acknowledges what has ended once it is committed.
    func record(_ reports: [LaunchReport]) async {
        await inTurn {
            if await recordInTurn(reports) { await serve() }
        }
    }

    /// False when we are stopped before all is committed.
    func recordInTurn(_ reports: [LaunchReport]) async -> Bool {
        var started: [(id: String, run: Persistence.StartedRun)] = []
        var completions: [Completion] = []
        var ended: [String] = []
        for report in reports {
            guard let id = report.id else { continue }
            guard let run = active[id] else {
                // Its end is committed already: only the acknowledgement was lost.
                if report.isEnd { ended.append(id) }
                continue
            }
            starting.remove(id)
            switch report {
            case .started(let start):
                if let start = begin(id, at: start.at) { started.append((id, start)) }
            case .notStarted(let failure):
                completions.append(completion(of: run, .notStarted(failure.text), at: clock.now))
                ended.append(id)
            case .ended(let end):
                // Its start was told while nobody listened, and is recorded first.
                if let start = begin(id, at: end.startedAt) { started.append((id, start)) }
                completions.append(completion(of: run, end))
                ended.append(id)
            case .disconnected: break
            }
        }
        guard await recordStarted(started), await complete(completions) else { return false }
        if !ended.isEmpty { try? launcher?.acknowledge(ended) }
        return true
    }

    /// Notes that a run was started; nil when that is known.
    private func begin(_ id: String, at microseconds: Int64) -> Persistence.StartedRun? {
        guard let run = active[id]?.run, run.state == .pending else { return nil }
        let instant = Timestamp(microseconds: microseconds)
        active[id]?.run.state = .running
        active[id]?.run.startedAt = instant
        return Persistence.StartedRun(uid: run.uid, at: instant)
    }

    private func recordStarted(
        _ started: [(id: String, run: Persistence.StartedRun)]
    ) async -> Bool {
        guard !started.isEmpty else { return true }
        let starts = started.map(\.run)
        let events = await persistently("the start of runs") { [store] () throws(StoreError) in
            try await store.recordStarted(starts)
        }
        guard let events else { return false }
        notices.events += events
        notices.runs += started.compactMap { active[$0.id]?.run }
        return true
    }

    /// Records ends, however often it takes: until they are committed the launcher keeps them.
    ///
    /// False when we are stopped before that.
    func complete(_ completions: [Completion]) async -> Bool {
        guard !completions.isEmpty else { return true }
        let completed = await persistently("the end of runs") { [store] () throws(StoreError) in
            try await store.completeRuns(completions)
        }
        guard let completed else { return false }
        for completion in completions {
            let id = Run.launchID(completion.uid, attempt: completion.attempt)
            active[id] = nil
            starting.remove(id)
            results.remove(id)
        }
        let gone = Set(completions.map(\.uid))
        backlog.removeAll { gone.contains($0.run.uid) }
        note(completed)
        // Somebody asked for its end while that of its attempt was being recorded.
        let repealed = completed.compactMap(\.retry).map(\.run).filter { mustEnd($0.uid) }
        return await complete(
            repealed.map { run in
                beforeStart(
                    run, replacements[run.uid].map { .replaced(by: $0) } ?? .abortedBeforeStart)
            })
    }

    /// Takes note of what was committed, and of whom to tell.
    func note(_ completed: [CompletedRun]) {
        for completion in completed {
            let run = completion.run
            if run.state.isFinal {
                room.remove(run.uid)
                aborting.remove(run.uid)
                replacements[run.uid] = nil
                unsentEnds.remove(run.uid)
                notices.ended.append(completion)
            } else if let retry = completion.retry {
                room.wait(retry)
                arrivals.append(run.uid)
            }
            notices.runs.append(run)
        }
        notices.events += completed.flatMap(\.events)
    }

    private func mustEnd(_ uid: UID) -> Bool {
        aborting.contains(uid) || replacements[uid] != nil
    }

    /// The end of an attempt, with what it has reported: of the run too, unless it is tried again.
    func completion(
        of startable: StartableRun, _ outcome: RunOutcome, startedAt: Timestamp? = nil,
        at instant: Timestamp
    ) -> Completion {
        let run = startable.run
        // What is drawn from stays out of the actor: the thread sanitizer does not bear it there.
        var generator = SystemRandomNumberGenerator()
        let delay = startable.definition.policies.retry.delay(
            after: outcome, attempt: run.attempt, using: &generator)
        // A clock that was set back meanwhile adds nothing to it.
        let retryAt = delay.map { min(instant, clock.now) + $0 }
        return Completion(
            uid: run.uid, attempt: run.attempt, outcome: outcome, startedAt: startedAt,
            endedAt: instant, retryAt: mustEnd(run.uid) ? nil : retryAt,
            results: results.results(of: run), logTail: logs.tail(of: run))
    }

    private func completion(of startable: StartableRun, _ end: EndedRun) -> Completion {
        let exit = end.exit.status
        let usage = ResourceUsage(
            user: .microseconds(end.usage.user), system: .microseconds(end.usage.system),
            peakMemory: Int64(clamping: end.usage.peakMemory), wall: .microseconds(end.usage.wall))
        var outcome = RunOutcome.ended(
            exit, usage: usage, timedOut: end.timedOut, aborted: end.aborted,
            note: end.note(limits: startable.definition.limits),
            successExitCodes: startable.definition.successExitCodes)
        if end.aborted, let newer = replacements[startable.run.uid] {
            outcome = .replaced(by: newer, exit: exit, usage: usage)
        }
        return completion(
            of: startable, outcome, startedAt: Timestamp(microseconds: end.startedAt),
            at: Timestamp(microseconds: end.endedAt))
    }

    /// Repeats a transaction until it succeeds, or until we are stopped, when it is nil.
    func persistently<Value: Sendable>(
        _ what: String, _ body: () async throws(StoreError) -> Value
    ) async -> Value? {
        var delay = SupervisionLimits.recordDelay.lowerBound
        while true {
            do throws(StoreError) {
                return try await body()
            } catch {
                log.error(
                    "\(what) cannot be recorded, and nothing is started until it is: \(error)")
                // Nothing can be created then either, and whoever wants to is to hear why.
                open()
            }
            guard await pause(delay) else { return nil }
            delay = min(delay * 2, SupervisionLimits.recordDelay.upperBound)
        }
    }

    /// Waits before the next try; false when we are stopped meanwhile.
    ///
    /// It goes on when the caller is cancelled: a client that goes away must not leave half a thing done.
    private func pause(_ delay: Duration) async -> Bool {
        guard !isStopped else { return false }
        waits += 1
        let number = waits
        let pause = Task { try await Task.sleep(for: delay) }
        pauses[number] = pause
        defer { pauses[number] = nil }
        return (try? await pause.value) != nil
    }
}
