import Domain
import Formats
import Persistence
import Platform

/// What is due by the time.
extension Scheduler {
    /// Creates and hands over a batch of what is due; false when the store cannot take it.
    func startDue(_ launcher: String) async -> Bool {
        let now = clock.now
        let taken = takeDue(now)
        do throws(StoreError) {
            if !taken.pausesEnded.isEmpty {
                try await endPauses(of: taken.pausesEnded, at: now)
            }
            if !taken.due.isEmpty {
                let result = try await store.createDueRuns(
                    taken.due, launcher: launcher, now: now)
                account(for: taken.due)
                await handOver(result)
                let made = Set(
                    result.runs.map(\.run.scheduleID) + result.skipped.map(\.scheduleID))
                await reread(taken.due.map(\.scheduleID).filter { !made.contains($0) })
            }
        } catch {
            for id in taken.pausesEnded.map(\.schedule.id) + taken.due.map(\.scheduleID) {
                agenda.update(id) { _ in }
            }
            putOff(error)
            return false
        }
        if retryAt != nil { log.notice("what is due is recorded again", .storeRecovered) }
        retryAt = nil
        return true
    }

    private func takeDue(_ now: Timestamp) -> (due: [DueSchedule], pausesEnded: [Entry]) {
        var due: [DueSchedule] = []
        var pausesEnded: [Entry] = []
        var size = 0
        while size < SchedulingLimits.batch, let entry = agenda.takeFirst(by: now) {
            if entry.schedule.pause != nil {
                size += 1
                pausesEnded.append(entry)
                continue
            }
            guard let found = entry.due(at: now) else {
                agenda.place(entry)
                continue
            }
            size += max(1, found.starts.count)
            due.append(
                DueSchedule(
                    scheduleID: entry.schedule.id, revision: entry.schedule.revision,
                    runs: found.starts.map {
                        DueRun(
                            uid: newUID(at: now), occurrence: $0.occurrence, trigger: $0.trigger)
                    }, skips: found.missed.map { [$0] } ?? [],
                    accountedUntil: found.accountedUntil))
        }
        return (due, pausesEnded)
    }

    /// Moves on the schedules that were not changed meanwhile.
    func account(for due: [DueSchedule]) {
        for item in due {
            agenda.update(item.scheduleID) { entry in
                guard entry.schedule.revision == item.revision else { return }
                entry.schedule.accountedUntil = max(
                    entry.schedule.accountedUntil, item.accountedUntil)
            }
        }
    }

    /// Tells of what was committed, and hands over its runs.
    func handOver(_ result: DueResult) async {
        runsBegan(result.runs.map(\.run))
        await listeners.created(result)
        if !result.runs.isEmpty { await starter.start(result.runs) }
    }

    /// Looks up those of which the store has made nothing: it knows something that we do not.
    func reread(_ ids: [Int64]) async {
        for id in ids {
            guard let key = agenda[id]?.schedule.key else { continue }
            do throws(StoreError) {
                let found = try await store.schedule(key, by: Self.service).schedule
                if found.id != id { forget(id) }
                place(found)
            } catch {
                if case .notFound = error { forget(id) }
            }
        }
    }

    /// We ask the store for ourselves.
    private static let service = Caller(uid: 0, isAdministrator: true)
}
