import Control
import Delivery
import Definitions
import Domain
import Formats
import Persistence
import Platform
import Scheduling

extension ControlMethod {
    static let applySchedules = ControlMethod("ApplySchedules") { request in
        let parts = request.parts
        let definitions: [ScheduleDefinition]
        do throws(InvalidDefinition) {
            definitions = try parts.scheduleReader(for: request.caller).schedules(
                onWire: request.parameters["schedules"]?.array ?? [])
        } catch {
            throw CallError.invalid(error.faults)
        }
        try checkRights(to: definitions, of: request.caller)
        try await checkNotifiers(of: definitions, request)
        try await checkTimes(of: definitions, request)
        let now = parts.clock.now
        try await parts.scheduler.accountForPauses(
            of: Set(definitions.map(\.key)), by: request.caller, now: now)
        let applied = try await parts.store.applySchedules(
            definitions, by: request.caller, now: now)
        for result in applied where result.change != .unchanged {
            await parts.scheduler.changed(result.schedule)
        }
        await parts.courier.enqueue(applied.compactMap(\.tell))
        return [
            "results": .array(
                applied.map { result in
                    [
                        "project": .string(result.schedule.key.project.text),
                        "name": .string(result.schedule.key.name.text),
                        "change": .string(result.change.rawValue),
                    ]
                })
        ]
    }

    /// What never comes again is refused, but what is known and has ended stays as it is.
    private static func checkTimes(
        of definitions: [ScheduleDefinition], _ request: ControlRequest
    ) async throws {
        var times = ComingTimes()
        var faults: [Fault] = []
        let now = request.parts.clock.now
        for (index, definition) in definitions.enumerated()
        where !times.isDue(definition, after: now) {
            let known = try await known(definition.key, request)?.definition
            guard known?.isDueLike(definition) != true else { continue }
            faults.append(
                Fault(
                    path: "schedules[\(index)].when",
                    message: "\(definition.when) does not come again: write a time to come"))
        }
        guard faults.isEmpty else { throw CallError.invalid(faults) }
    }

    /// A schedule's notifications may use its owner's notifiers, and those that are shared.
    private static func checkNotifiers(
        of definitions: [ScheduleDefinition], _ request: ControlRequest
    ) async throws {
        var check = NotifierCheck(request.parts.store)
        for (index, definition) in definitions.enumerated()
        where definition.notifications.contains(where: \.usesNotifier) {
            let owner = try await known(definition.key, request)?.owner
            try await check.check(
                definition.notifications, path: "schedules[\(index)].notifications",
                of: owner ?? Owner(uid: request.caller.uid))
        }
        try check.finish()
    }

    private static func known(
        _ key: ScheduleKey, _ request: ControlRequest
    ) async throws(StoreError) -> Schedule? {
        do throws(StoreError) {
            return try await request.parts.store.schedule(key, by: request.caller).schedule
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
    private static func checkRights(
        to definitions: [ScheduleDefinition], of caller: Caller
    ) throws(CallError) {
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
