import Control
import Delivery
import Domain
import Formats
import Persistence
import Platform
import Scheduling
import Supervision

extension ControlMethod {
    static let startSchedule = ControlMethod("StartSchedule") { request in
        let parts = request.parts
        let key = try request.scheduleKey()
        let parameters = request.parameters["parameters"]?.object ?? [:]
        if !parameters.isEmpty { try await check(parameters, for: key, request) }
        let now = parts.clock.now
        var generator = SystemRandomNumberGenerator()
        let uid = UID(now: now, using: &generator)
        let created = try await parts.store.createManualRun(
            key, uid: uid, launcher: parts.supervisor.presentLauncher(), parameters: parameters,
            by: request.caller, now: now)
        parts.announcements.announce(created)
        await parts.courier.enqueue(created.events)
        await parts.scheduler.runsBegan(created.runs.map(\.run))
        await parts.supervisor.start(created.runs)
        return ["run": .string(uid.description)]
    }

    private static func check(
        _ parameters: JSONObject, for key: ScheduleKey, _ request: ControlRequest
    ) async throws {
        let definition = try await request.parts.store.schedule(key, by: request.caller)
            .schedule.definition
        let faults = RunParameters.faults(parameters, for: definition, path: "parameters")
        guard faults.isEmpty else { throw CallError.invalid(faults) }
    }
}
