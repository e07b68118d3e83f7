import Domain
import Formats
import Persistence
import Platform
import Scheduling
import Supervision

/// Gathers what the parts of the daemon know of a run or an occurrence.
struct WhyQuestion: Sendable {
    let parts: Parts
    let caller: Caller

    /// Why a run went as it did.
    func answer(run uid: UID) async throws -> WhyAnswer {
        let run = try await parts.store.run(uid, by: caller)
        return try await answer(run: run, occurrence: run.occurrence)
            .with(after: await next(of: run.scheduleID))
    }

    /// Why a schedule ran or did not at an instant; now, where it is nil.
    func answer(schedule: Schedule, at asked: Timestamp?) async throws -> WhyAnswer {
        let instant = asked ?? parts.clock.now
        let next = await next(of: schedule.id)
        guard let vicinity = await parts.scheduler.vicinity(of: schedule.id, at: instant) else {
            return WhyAnswer("Its time or zone cannot be used any more: apply it anew.")
        }
        var before: [Finding] = []
        if let asked, let last = vicinity.last, last != asked {
            before.append(Finding(from: last, "the occurrence before the time that was asked for"))
        }
        var last = vicinity.last
        if last == nil { last = try await lastRun(of: schedule, by: instant) }
        let after = asked == nil ? try await runByHand(of: schedule, since: last) + next : next
        guard let occurrence = last else {
            return WhyAnswer("It was not due yet by then.").with(after: after)
        }
        return try await answer(schedule, occurrence, dueAt: vicinity.lastStart ?? occurrence)
            .with(before: before, after: after)
    }

    /// The newest run, where somebody started it after the last occurrence.
    private func runByHand(
        of schedule: Schedule, since occurrence: Timestamp?
    ) async throws -> [Finding] {
        let filter = RunFilter(project: schedule.key.project, schedule: schedule.key.name)
        guard let run = try await parts.store.listRuns(filter, by: caller, limit: 1).first,
            run.trigger == .manual, occurrence.map({ run.createdAt > $0 }) ?? true
        else { return [] }
        return [
            Finding(
                from: run.createdAt, "run \(run.uid), started by hand: \(run.state.rawValue)")
        ]
    }

    private func answer(
        _ schedule: Schedule, _ occurrence: Timestamp, dueAt: Timestamp
    ) async throws -> WhyAnswer {
        let backfills = try await parts.store.backfills(of: schedule.id, at: occurrence).map {
            Finding(from: $0.createdAt, "run \($0.uid), a backfill of it: \($0.state.rawValue)")
        }
        let account = try await parts.store.account(of: schedule.id, at: occurrence)
        if let account, account.covers(occurrence) {
            return try await answer(run: account, occurrence: occurrence).with(after: backfills)
        }
        return await withoutAccount(schedule, occurrence, dueAt: dueAt).with(after: backfills)
    }

    /// Why there is nothing about an occurrence in the store.
    private func withoutAccount(
        _ schedule: Schedule, _ occurrence: Timestamp, dueAt: Timestamp
    ) async -> WhyAnswer {
        func answer(_ text: String, _ findings: [Finding] = []) -> WhyAnswer {
            WhyAnswer(text, findings, occurrence: occurrence)
        }
        if occurrence <= schedule.createdAt {
            return answer(
                "It was not owed: the schedule did not exist yet.",
                [Finding(from: schedule.createdAt, "the schedule was created")])
        }
        if let pause = schedule.pause, occurrence > schedule.accountedUntil {
            var names = OwnerNames()
            let reason = pause.reason.isEmpty ? "" : ": \(pause.reason)"
            return answer(
                "It did not run: the schedule is paused\(reason).",
                [
                    Finding(
                        from: pause.at, until: pause.until,
                        "paused by \(names.name(of: pause.by))")
                ])
        }
        if dueAt > parts.clock.now {
            return answer("It has not started yet.", [Finding(from: dueAt, "its start")])
        }
        if occurrence > schedule.accountedUntil {
            return answer("It is due, and has not been taken up yet.", await trouble)
        }
        return answer(
            "It was not owed: the schedule was applied or resumed after it, or its record is gone.")
    }

    /// What keeps everything that is due from starting.
    private var trouble: [Finding] {
        get async { [Finding("the launcher: \(await parts.supervisor.launcherDescription)")] }
    }

    private func answer(run: Run, occurrence: Timestamp?) async throws -> WhyAnswer {
        let store = parts.store
        let noticed = run.startedAt ?? run.endedAt ?? parts.clock.now
        let isLate = run.trigger == .catchUp || run.skipReason == .missed
        let story = RunStory(
            run: run, definition: try await store.runWithDefinition(run.uid, by: caller).definition,
            dueAt: await dueAt(run), attempts: try await store.attempts(of: run.uid),
            deliveries: try await store.deliveries(
                DeliveryFilter(run: run.uid), by: caller, limit: Domain.Limits.pageRows),
            interruptions: isLate
                ? try await store.interruptions(from: run.occurrence ?? noticed, until: noticed)
                : [])
        return WhyAnswer(story.answer, story.findings, occurrence: occurrence, run: run)
    }

    private func dueAt(_ run: Run) async -> Timestamp? {
        guard let occurrence = run.occurrence, run.trigger == .schedule || run.trigger == .catchUp
        else { return nil }
        return await parts.scheduler.start(of: occurrence, of: run.scheduleID)
    }

    /// The newest occurrence of a schedule whose occurrences follow from its runs.
    private func lastRun(
        of schedule: Schedule, by instant: Timestamp
    ) async throws -> Timestamp? {
        guard let run = try await parts.store.account(of: schedule.id, at: instant) else {
            return nil
        }
        return run.lastOccurrence ?? run.occurrence
    }

    private func next(of schedule: Int64) async -> [Finding] {
        guard let next = await parts.scheduler.nextOccurrence(of: schedule) else { return [] }
        return [Finding(from: next, "the next start")]
    }
}

extension Run {
    /// Whether the row tells what became of an occurrence.
    fileprivate func covers(_ instant: Timestamp) -> Bool {
        guard let occurrence else { return false }
        return occurrence <= instant && instant <= lastOccurrence ?? occurrence
    }
}
