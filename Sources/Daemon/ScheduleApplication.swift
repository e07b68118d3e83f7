import Delivery
import Control
import Definitions
import Domain
import Formats
import Persistence
import Platform
import Scheduling

/// Checks schedules that somebody hands in, applies them, and tells the parts that act on them.
struct ScheduleApplication {
    let parts: Parts
    let caller: Caller

    /// Throws what the caller may not have, and all that is wrong with the schedules as things are.
    func check(_ definitions: [ScheduleDefinition]) async throws {
        try checkRights(to: definitions)
        try await checkNotifiers(of: definitions)
        try await checkTimes(of: definitions)
    }

    /// Applies schedules that were checked, by one transaction of the store, and takes them up.
    func apply(
        _ definitions: [ScheduleDefinition],
        by transaction: (Timestamp) async throws -> [AppliedSchedule]
    ) async throws -> [AppliedSchedule] {
        let now = parts.clock.now
        try await parts.scheduler.accountForPauses(
            of: Set(definitions.map(\.key)), by: caller, now: now)
        let applied = try await transaction(now)
        for result in applied where result.change != .unchanged {
            await parts.scheduler.changed(result.schedule)
        }
        await parts.courier.enqueue(applied.compactMap(\.tell))
        return applied
    }

    /// What never comes again is refused, but what is known and has ended stays as it is.
    private func checkTimes(of definitions: [ScheduleDefinition]) async throws {
        var times = ComingTimes()
        var faults: [Fault] = []
        let now = parts.clock.now
        for (index, definition) in definitions.enumerated()
        where !times.isDue(definition, after: now) {
            let known = try await known(definition.key)?.definition
            guard known?.isDueLike(definition) != true else { continue }
            faults.append(
                Fault(
                    path: "schedules[\(index)].when",
                    message: "\(definition.when) does not come again: write a time to come"))
        }
        guard faults.isEmpty else { throw CallError.invalid(faults) }
    }

    /// A schedule's notifications may use its owner's notifiers, and those that are shared.
    private func checkNotifiers(of definitions: [ScheduleDefinition]) async throws {
        var check = NotifierCheck(parts)
        for (index, definition) in definitions.enumerated()
        where check.concerns(definition.notifications) {
            let owner = try await known(definition.key)?.owner
            try await check.check(
                definition.notifications, path: "schedules[\(index)].notifications",
                of: owner ?? Owner(uid: caller.uid))
        }
        try check.finish()
    }

    private func known(_ key: ScheduleKey) async throws(StoreError) -> Schedule? {
        do throws(StoreError) {
            return try await parts.store.schedule(key, by: caller).schedule
        } catch {
            switch error {
            // What cannot be read any more is mended by applying it.
            case .notFound, .failed: return nil
            default: throw error
            }
        }
    }

    /// Commands run as their schedule's owner, and take precedence over nobody's; only administrators
    /// may have it otherwise.
    private func checkRights(to definitions: [ScheduleDefinition]) throws(CallError) {
        var faults: [Fault] = []
        for (index, definition) in definitions.enumerated() {
            if let nice = definition.limits.nice, nice < 0, !caller.isAdministrator {
                throw .notPermitted(
                    "schedule \(definition.key) is to run with the niceness \(nice): only "
                        + "administrators may go below 0")
            }
            guard let user = definition.user else { continue }
            guard let account = SystemUser(named: user) else {
                faults.append(
                    Fault(
                        path: "schedules[\(index)].user",
                        message: "there is no user \"\(user)\" on this system"))
                continue
            }
            guard caller.isAdministrator || account.uid == caller.uid else {
                throw .notPermitted(
                    "schedule \(definition.key) is to run as \(user): only administrators may choose "
                        + "another user than themselves")
            }
        }
        guard faults.isEmpty else { throw .invalid(faults) }
    }
}
