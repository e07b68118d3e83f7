package import Domain
package import Formats

extension Store {
    /// Records that runs were started; those that have ended are left alone.
    package func recordStarted(_ started: [StartedRun]) async throws(StoreError) -> [EventToTell] {
        try await write(isEssential: true) { session throws(StoreError) in
            var events: [EventToTell] = []
            for run in started {
                if let event = try session.record(run) { events.append(event) }
            }
            return events
        }
    }

    /// Records that attempts ended, with the events of runs that ended with them: after a crash both are
    /// there, or neither.
    ///
    /// A run that had ended before, or is at another attempt, is given back as it is; one that is not
    /// known is left out.
    package func completeRuns(
        _ completions: [Completion]
    ) async throws(StoreError) -> [CompletedRun] {
        try await write(isEssential: true) { session throws(StoreError) in
            var completed: [CompletedRun] = []
            for completion in completions {
                if let run = try session.complete(completion) { completed.append(run) }
            }
            return completed
        }
    }

    /// Gives pending runs to a launcher, or takes them off theirs: nil lets them wait for their turn.
    package func assignRuns(_ uids: [UID], to launcher: String?) async throws(StoreError) {
        try await write(isEssential: true) { session throws(StoreError) in
            for uid in uids {
                try session.connection.run(
                    "UPDATE run SET launcher = ? WHERE uid = ? AND state = 'pending'",
                    [.text(launcher), .uid(uid)])
            }
        }
    }

    /// Records that runs which waited for their turn are not started any more.
    package func skipRuns(
        _ uids: [UID], reason: SkipReason, message: String, now: Timestamp
    ) async throws(StoreError) -> [CompletedRun] {
        try await skipRuns(uids.map { ($0, message) }, reason: reason, now: now)
    }

    /// Records that runs which waited for their turn are not started any more, and why each of them.
    package func skipRuns(
        _ runs: [(run: UID, message: String)], reason: SkipReason, now: Timestamp
    ) async throws(StoreError) -> [CompletedRun] {
        try await write(isEssential: true) { session throws(StoreError) in
            var skipped: [CompletedRun] = []
            for (uid, message) in runs {
                let run = try session.skip(waiting: uid, reason, message: message, now: now)
                if let run { skipped.append(run) }
            }
            return skipped
        }
    }

    /// What came of a run's attempts before the last one, in their order.
    package func attempts(of run: UID) async throws(StoreError) -> [Attempt] {
        try await read { session throws(StoreError) in try session.attempts(of: run) }
    }

    /// The runs that are pending or running, in the order of their creation.
    ///
    /// One whose definition cannot be read ends as an error, and is told like any other.
    package func unfinishedRuns() async throws(StoreError) -> [StartableRun] {
        let found = try await read { session throws(StoreError) in
            let runs = try session.page(
                Int.max,
                """
                \(RunRow.select) INDEXED BY run_active WHERE r.state IN ('pending', 'running')
                ORDER BY r.id
                """, []
            ) { columns throws(StoreError) in session.readable("run", &columns, RunRow.init)?.run }
            var startable: [StartableRun] = []
            var unreadable: [Completion] = []
            for run in runs {
                if let known = try session.startable(run) {
                    startable.append(known)
                } else {
                    unreadable.append(
                        Completion(
                            uid: run.uid, attempt: run.attempt,
                            outcome: .lost("its definition in the store cannot be read"),
                            startedAt: nil, endedAt: run.startedAt ?? run.createdAt))
                }
            }
            return (startable, unreadable)
        }
        if !found.1.isEmpty { _ = try await completeRuns(found.1) }
        return found.0
    }
}
