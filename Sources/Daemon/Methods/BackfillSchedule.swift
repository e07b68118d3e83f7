import Control
import Delivery
import Domain
import Formats
import Persistence
import Platform
import Scheduling
import Supervision

extension ControlMethod {
    static let backfillSchedule = ControlMethod("BackfillSchedule") { request in
        let parts = request.parts
        let key = try request.scheduleKey()
        guard let from = try request.timestamp("from") else {
            throw CallError.invalidParameter("from")
        }
        guard let until = try request.timestamp("until") else {
            throw CallError.invalidParameter("until")
        }
        guard from <= until else {
            throw CallError.invalid([
                Fault(path: "until", message: "must not be before \"from\", \(from)")
            ])
        }
        let schedule = try await parts.store.schedule(key, by: request.caller).schedule
        let now = parts.clock.now
        // What is owed still runs by itself.
        let owedSince = schedule.pause == nil ? schedule.accountedUntil : now
        let occurrences = await parts.scheduler.occurrences(
            of: schedule.id, from: from, until: min(until, owedSince, now),
            limit: Domain.Limits.occurrences + 1)
        guard occurrences.count <= Domain.Limits.occurrences else {
            throw CallError.invalid([
                Fault(
                    path: "until",
                    message: "more than \(Domain.Limits.occurrences) occurrences are in this time: "
                        + "choose a shorter one")
            ])
        }
        let plan = try await parts.store.backfill(
            key, occurrences, repeating: request.flag("repeat"),
            isDryRun: request.flag("dry_run"), by: request.caller, now: now)
        let created = plan.created
        parts.announcements.announce(created)
        await parts.courier.enqueue(created.events)
        await parts.scheduler.runsBegan(created.runs.map(\.run))
        await parts.supervisor.start(created.runs)
        return [
            "occurrences": .array(plan.occurrences.map(\.wire)),
            "left_out": .array(plan.leftOut.map(\.wire)),
            "runs": .array(created.runs.map { .string($0.run.uid.description) }),
        ]
    }
}
