package import Domain
package import Formats

extension Store {
    /// Whose a run is, for whoever has to find out what somebody may do to it.
    package func user(ofRun uid: UID) async throws(StoreError) -> RunUser {
        try await read { session throws(StoreError) in
            guard let row = try session.runRow(uid) else {
                throw .notFound(kind: "run", name: "\(uid)")
            }
            return RunUser(
                owner: row.run.owner, name: try session.definition(row.run.definitionID)?.user)
        }
    }

    /// Takes results of a run that is under way, all of them or none, with the event of that.
    ///
    /// Whether the caller may report them is not asked here.
    package func setResults(
        _ results: JSONObject, of uid: UID, now: Timestamp
    ) async throws(StoreError) -> ReportedResults {
        try await write { session throws(StoreError) in
            guard var row = try session.runRow(uid) else {
                throw .notFound(kind: "run", name: "\(uid)")
            }
            try row.run.checkIsUnderWay()
            let before = row.run.results.error
            var merged = RunResults(values: row.run.results.values)
            merged.merge(RunResults(values: results))
            if let error = merged.error { throw .invalidState(error) }
            row.run.results = RunResults(values: merged.values, error: before)
            try session.connection.run(
                "UPDATE run SET results = ?, results_error = ? WHERE id = ?",
                RunRow.parameters(of: row.run.results) + [.integer(row.id)])
            return ReportedResults(
                run: row.run, tell: try session.record(Happening(.reported), of: row, at: now))
        }
    }
}

extension Run {
    /// Refuses what only a command that may be running can do.
    ///
    /// One that is with the launcher may have started before its start is recorded.
    fileprivate func checkIsUnderWay() throws(StoreError) {
        if state.isFinal {
            throw .invalidState(
                "the run \(uid) has ended, and its results stay as they are: it is \(state.rawValue)"
            )
        }
        if isWaiting {
            throw .invalidState(
                "the run \(uid) is waiting, and has no results before its command runs: report them "
                    + "then")
        }
    }
}
