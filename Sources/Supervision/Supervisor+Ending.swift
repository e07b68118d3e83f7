package import Domain
import Formats
import Launching
import Persistence
import Platform

extension Supervisor {
    /// Ends a run, also one that waits; false when it is not known here, or the launcher does not answer.
    package func abort(_ uid: UID) async -> Bool {
        if let id = activeID(of: uid) { return abort(uid, id) }
        return await inTurn {
            // Its turn may have come meanwhile.
            if let id = activeID(of: uid) { return abort(uid, id) }
            guard let run = room[uid]?.run,
                await complete([beforeStart(run, .abortedBeforeStart)])
            else { return false }
            await serve()
            return true
        }
    }

    private func abort(_ uid: UID, _ id: String) -> Bool {
        guard end(id) else { return false }
        aborting.insert(uid)
        return true
    }

    private func activeID(of uid: UID) -> String? {
        guard let id = room[uid]?.run.launchID, active[id] != nil else { return nil }
        return id
    }

    /// Asks the launcher to end a run; false when it cannot be asked now.
    private func end(_ id: String) -> Bool {
        guard let launcher, let startable = active[id] else { return false }
        do throws(LauncherError) {
            try launcher.end(id, grace: startable.definition.grace)
            return true
        } catch {
            return false
        }
    }

    func beforeStart(_ run: Run, _ outcome: RunOutcome) -> Completion {
        Completion(
            uid: run.uid, attempt: run.attempt, outcome: outcome, startedAt: nil,
            endedAt: clock.now)
    }

    /// Ends the runs that are in the way of those that are to replace them, the oldest first.
    ///
    /// False when we are stopped before that is recorded.
    func replace(by newcomers: [UID]) async -> Bool {
        var waiting: [Completion] = []
        for uid in newcomers {
            guard let newer = room[uid], newer.run.isWaiting, newer.run.attempt == 1,
                newer.definition.policies.overlap == .replace, newer.run.trigger != .backfill
            else { continue }
            let earlier = room.runs(before: uid).filter {
                replacements[$0.run.uid] == nil && $0.run.mayBeReplaced(by: newer.run)
            }
            let spare = Int(clamping: newer.definition.policies.maxActive - 1)
            for startable in earlier.dropLast(spare) {
                let run = startable.run
                replacements[run.uid] = uid
                if active[run.launchID] != nil {
                    unsentEnds.insert(run.uid)
                } else {
                    waiting.append(beforeStart(run, .replaced(by: uid)))
                }
            }
        }
        sendEnds()
        return await complete(waiting)
    }

    /// Asks the launcher to end the runs that are replaced, as far as it can be asked.
    func sendEnds() {
        for uid in unsentEnds {
            if let id = activeID(of: uid), !end(id) { continue }
            unsentEnds.remove(uid)
        }
    }
}

extension Run {
    /// Occurrences that are made up for together run one after the other, and nothing that is due replaces
    /// what somebody asked for of the past.
    fileprivate func mayBeReplaced(by newer: Run) -> Bool {
        trigger != .backfill && (trigger != .catchUp || createdAt != newer.createdAt)
    }
}
